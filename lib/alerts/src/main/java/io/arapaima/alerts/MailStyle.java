package io.arapaima.alerts;

import io.arapaima.config.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How a mail of this director is written.
 *
 * @param host name of this director
 * @param zone where its operators live
 * @param words of their language
 */
public record MailStyle(String host, ZoneId zone, MailWords words) {
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /**
     * A style.
     *
     * @param host name of this director
     * @param zone where its operators live
     * @param language their language
     */
    public MailStyle(String host, ZoneId zone, Language language) {
        this(host, zone, words(language));
    }

    /** The words of a language. */
    static MailWords words(Language language) {
        return switch (language) {
            case EN -> new EnglishMail();
            case JA -> new JapaneseMail();
        };
    }

    /** {@return what every subject begins with} */
    String mark() {
        return "[" + MailText.line(host) + "] ";
    }

    /** Date and time with the difference from UTC. */
    String whole(Instant at) {
        return WHOLE.format(at.atZone(zone));
    }

    /** The time of day; with the date where that is another one. */
    MailWords.Clock clock(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return at -> (LocalDate.ofInstant(at, zone).equals(today) ? TIME : DATE).format(at.atZone(zone));
    }
}
