package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JournalHandlerTest {
    /** A pipe whose reader stands still is full after 64 KB, and so is a disk that is frozen. */
    private static final int LINES = 15_000;

    @Test
    void nobodyWaitsForStandardErrorAndWhatWasTooMuchIsCounted() throws Exception {
        Pipe pipe = Pipe.open();
        try (OutputStream full = Channels.newOutputStream(pipe.sink()); Pipe.SourceChannel reader = pipe.source()) {
            var handler = new JournalHandler(full);
            for (int i = 0; i < LINES; i++) {
                handler.publish(new LogRecord(Level.INFO, "line " + i)); // one that waits would never return
            }
            var read = new java.io.BufferedReader(Channels.newReader(reader, java.nio.charset.StandardCharsets.UTF_8));
            assertThat(read.readLine()).endsWith("line 0");
            String line = read.readLine();
            while (!line.contains("lines are missing here")) {
                line = read.readLine();
                handler.publish(new LogRecord(Level.INFO, "later"));
            }
            assertThat(line).matches("\\d+ lines are missing here: standard error took none");
        }
    }
}
