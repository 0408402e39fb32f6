package io.arapaima.alerts;

import io.arapaima.config.Language;
import io.arapaima.ipc.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * One mail about the events of a few seconds, or a reminder of what lasts. Pure: the same events make the same mail.
 *
 * @param first number of its first event; 0 = it is about none
 * @param last number of its last event
 * @param from time of its first event
 * @param to time of its last event
 * @param written when it was composed
 * @param subject one line, the most important thing first
 * @param body lines of text
 * @param references Message-IDs of the mails that began what this one goes on with
 */
public record MailDigest(long first, long last, Instant from, Instant to, Instant written, String subject, String body,
        List<String> references) {
    /** Subjects longer than this are cut by whoever shows them. */
    private static final int MAX_SUBJECT_TEXT = 120;

    /** Keeps a copy. */
    public MailDigest {
        references = List.copyOf(references);
    }

    /**
     * What a mail says besides its events.
     *
     * @param now what is not well as it is composed
     * @param references mails that began what this one goes on with
     * @param limited subjects that have had their mails for the hour with this one
     * @param pace that limits them
     */
    record Frame(Situation now, List<String> references, List<String> limited, MailPace pace) {
        static final Frame NONE = new Frame(Situation.UNKNOWN, List.of(), List.of(),
                MailPace.start(MailPace.Rhythm.DEFAULT, 1));
    }

    /**
     * Composes a mail in English that knows of nothing but its events.
     *
     * @param events at least one, in the order of their numbers
     * @param host name of this director
     * @param zone where its operators live
     * @return the mail
     */
    public static MailDigest compose(List<Event> events, String host, ZoneId zone) {
        return compose(events, Frame.NONE, new MailStyle(host, zone, Language.EN));
    }

    static MailDigest compose(List<Event> events, Frame frame, MailStyle style) {
        Event first = events.getFirst();
        Event last = events.getLast();
        List<MailStory> byRank = MailHeadline.stories(events);
        MailHeadline headline = MailHeadline.of(byRank, frame.now());
        String subject = style.mark() + MailText.line(style.words().subject(headline), MAX_SUBJECT_TEXT)
                + style.words().more(byRank.size() - headline.covers());
        Instant written = frame.now().known() ? frame.now().at() : last.at();
        return new MailDigest(first.seq(), last.seq(), first.at(), last.at(), written, subject,
                new MailBody(style, frame.now(), written).about(byRank, frame.limited(), frame.pace()),
                frame.references());
    }

    /** A mail about what was mailed before and lasts. */
    static MailDigest remind(Situation now, Duration every, List<String> references, MailStyle style) {
        return new MailDigest(0, 0, now.at(), now.at(), now.at(),
                style.mark() + MailText.line(style.words().reminder(now), MAX_SUBJECT_TEXT),
                new MailBody(style, now, now.at()).reminder(every), references);
    }
}
