package io.arapaima.daemon;

import io.arapaima.checkspec.PrintableText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * The journal's lines: time, logger, message, and the trace of what was thrown. As {@link java.util.logging.SimpleFormatter}
 * writes them with the format in {@code etc/logging.properties}, without its search of the stack for the calling method, which
 * no line shows: a thousand servers that die at once are two thousand lines, and the table waits for the first of them.
 * Thread-safe.
 * What is quoted in a message becomes printable, so that nobody forges a line.
 */
public final class JournalFormatter extends Formatter {
    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss",
            Locale.ROOT);
    private static final long MILLIS = 1000;

    private volatile Second last = Second.of(0);

    private record Second(long number, String text) {
        static Second of(long number) {
            return new Second(number,
                    TO_THE_SECOND.format(Instant.ofEpochSecond(number).atZone(ZoneId.systemDefault())));
        }
    }

    /** Creates the formatter; the logging system calls this. */
    public JournalFormatter() {}

    @Override
    public String format(LogRecord record) {
        long millis = record.getMillis();
        var line = new StringBuilder(second(Math.floorDiv(millis, MILLIS)).text()).append('.');
        String fraction = Long.toString(MILLIS + Math.floorMod(millis, MILLIS));
        line.append(fraction, 1, fraction.length()).append(' ').append(record.getLoggerName()).append(": ")
                .append(PrintableText.line(formatMessage(record))).append(System.lineSeparator());
        if (record.getThrown() != null) {
            var trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace, true));
            line.append(PrintableText.lines(trace.toString()));
        }
        return line.toString();
    }

    /** Made once for all lines of a second. */
    private Second second(long number) {
        Second known = last;
        if (known.number() != number) {
            known = Second.of(number);
            last = known;
        }
        return known;
    }
}
