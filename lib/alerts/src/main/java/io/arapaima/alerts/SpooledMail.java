package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail in the spool: its name says which events it holds. The time stands beside the numbers because these start anew
 * when the hub's state was lost, while the spool may still hold mail from before.
 *
 * @param file where it is
 * @param first number of its first event
 * @param last number of its last event
 * @param to time of its last event, in whole milliseconds
 */
public record SpooledMail(Path file, long first, long last, Instant to) {
    static final Comparator<SpooledMail> OLDEST_FIRST = Comparator.comparing(SpooledMail::to)
            .thenComparingLong(SpooledMail::first);
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})\\.(\\d{1,15})\\.eml");

    static SpooledMail of(MailDigest digest, Path folder) {
        long millis = digest.to().toEpochMilli();
        return new SpooledMail(folder.resolve(digest.first() + "-" + digest.last() + "." + millis + ".eml"),
                digest.first(), digest.last(), Instant.ofEpochMilli(millis));
    }

    /** The mail that a file holds; empty for any other file. */
    static Optional<SpooledMail> at(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(new SpooledMail(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2)),
                        Instant.ofEpochMilli(Long.parseLong(name.group(3)))))
                : Optional.empty();
    }

    boolean holds(Event event) {
        return first <= event.seq() && event.seq() <= last && event.at().toEpochMilli() <= to.toEpochMilli();
    }
}
