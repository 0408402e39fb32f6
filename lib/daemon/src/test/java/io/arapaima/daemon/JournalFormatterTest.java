package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JournalFormatterTest {
    private final JournalFormatter formatter = new JournalFormatter();

    private static LogRecord at(String time, String message) {
        var record = new LogRecord(Level.INFO, message);
        record.setLoggerName("nanny");
        record.setInstant(Instant.parse(time));
        return record;
    }

    /** As {@link java.util.logging.SimpleFormatter} writes with {@code %1$tF %1$tT.%1$tL %3$s: %5$s%6$s%n}. */
    private String asTheJdk(LogRecord record) {
        String trace = "";
        if (record.getThrown() != null) {
            var writer = new StringWriter();
            writer.append('\n');
            record.getThrown().printStackTrace(new PrintWriter(writer, true));
            trace = writer.toString();
        }
        return String.format(Locale.ROOT, "%1$tF %1$tT.%1$tL %3$s: %5$s%6$s%n",
                ZonedDateTime.ofInstant(record.getInstant(), ZoneId.systemDefault()),
                "source", record.getLoggerName(), record.getLevel(), formatter.formatMessage(record), trace);
    }

    @Test
    void aLineIsWhatTheJdkWouldWrite() {
        var record = at("2026-03-29T01:59:59.007999Z", "web/{0} of {1}: {2}");
        record.setParameters(new Object[]{"s1", 1000, "up"});
        assertThat(formatter.format(record)).isEqualTo(asTheJdk(record)).endsWith(".007 nanny: web/s1 of 1,000: up\n");
    }

    @Test
    void everySecondHasItsOwnTime() {
        for (String time : new String[]{"2026-03-29T01:59:59.999Z", "2026-03-29T02:00:00Z", "2026-03-29T01:59:59.5Z"}) {
            LogRecord record = at(time, "it's {not} a pattern");
            assertThat(formatter.format(record)).isEqualTo(asTheJdk(record));
        }
    }

    @Test
    void aTraceFollows() {
        var record = at("2026-11-22T12:00:00Z", "defect");
        record.setThrown(new IOException("broken"));
        assertThat(formatter.format(record) + "\n").as("but for an empty line behind it").isEqualTo(asTheJdk(record))
                .contains("java.io.IOException: broken")
                .contains("\tat io.arapaima.daemon.JournalFormatterTest");
    }
}
