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
import java.util.stream.Collectors;

/**
 * The journal's lines: time, logger, message, and the trace of what was thrown; where systemd's journal takes them, in the place of
 * the time how grave each line is. As {@link java.util.logging.SimpleFormatter}
 * writes them with the format {@code %1$tF %1$tT.%1$tL %3$s: %5$s%6$s%n}, without its search of the stack for the calling method, which
 * no line shows: a thousand servers that die at once are two thousand lines, and the table waits for the first of them.
 * Thread-safe.
 * What is quoted in a message becomes printable, so that nobody forges a line.
 */
public final class JournalFormatter extends Formatter {
    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss",
            Locale.ROOT);
    private static final long MILLIS = 1000;

    private final boolean journal;
    private volatile Second last = Second.of(0);

    private record Second(long number, String text) {
        static Second of(long number) {
            return new Second(number,
                    TO_THE_SECOND.format(Instant.ofEpochSecond(number).atZone(ZoneId.systemDefault())));
        }
    }

    /** Creates the formatter; the logging system calls this. */
    public JournalFormatter() {
        this(JournalStream.isHere());
    }

    /** The same for a journal, or for whatever else. */
    JournalFormatter(boolean journal) {
        this.journal = journal;
    }

    @Override
    public String format(LogRecord record) {
        if (!journal) {
            return time(record.getMillis()) + text(record);
        }
        String prefix = JournalStream.prefix(record.getLevel());
        return text(record).lines().map(line -> prefix + line + System.lineSeparator()).collect(Collectors.joining());
    }

    private String time(long millis) {
        String fraction = Long.toString(MILLIS + Math.floorMod(millis, MILLIS));
        return second(Math.floorDiv(millis, MILLIS)).text() + '.' + fraction.substring(1) + ' ';
    }

    private String text(LogRecord record) {
        var line = new StringBuilder().append(record.getLoggerName()).append(": ")
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
