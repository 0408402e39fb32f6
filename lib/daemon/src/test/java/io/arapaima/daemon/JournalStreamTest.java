package io.arapaima.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** systemd's journal as standard error; a file stands for its socket, because both have device and inode. */
class JournalStreamTest {
    @TempDir
    Path folder = Path.of("");

    /** What the launcher or an administrator has redirected into a file is a file, whatever the environment says. */
    @Test
    void theJournalIsWhereItsVariableNamesTheStreamItself() throws Exception {
        Path stream = Files.createFile(folder.resolve("journal"));
        Path file = Files.createFile(folder.resolve("file"));
        Path descriptor = Files.createSymbolicLink(folder.resolve("2"), stream);
        String name = Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");
        assertThat(JournalStream.is(Map.of("JOURNAL_STREAM", name), descriptor)).isTrue();
        assertThat(JournalStream.is(Map.of("JOURNAL_STREAM", name), file)).isFalse();
        assertThat(JournalStream.is(Map.of("JOURNAL_STREAM", name), folder.resolve("none"))).isFalse();
        assertThat(JournalStream.is(Map.of("JOURNAL_STREAM", "8:nonsense"), descriptor)).isFalse();
        assertThat(JournalStream.is(Map.of(), descriptor)).isFalse();
        assertThat(JournalStream.is(Map.of("JOURNAL_STREAM", ""), descriptor)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"SEVERE, 3", "WARNING, 4", "INFO, 6", "FINE, 7"})
    void aLineForTheJournalBeginsWithItsPriorityAndHasNoTime(String level, int priority) {
        var record = new LogRecord(Level.parse(level), "web/s1: up -> down");
        record.setLoggerName("lvs");
        assertThat(new JournalFormatter(true).format(record))
                .isEqualTo("<" + priority + ">lvs: web/s1: up -> down\n");
        assertThat(new JournalFormatter(false).format(record))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} lvs: web/s1: up -> down\n");
    }

    /** The journal takes each line of a trace for a message of its own. */
    @Test
    void everyLineOfATraceHasThePriority() {
        var record = new LogRecord(Level.SEVERE, "defect");
        record.setLoggerName("lvs");
        record.setThrown(new IllegalStateException("a\nb"));
        assertThat(new JournalFormatter(true).format(record).lines().toList()).hasSizeGreaterThan(3)
                .allMatch(line -> line.startsWith("<3>"));
    }

    @Test
    void whatAProgramSaysOnStandardErrorByItselfIsAnErrorThere() {
        var written = new ByteArrayOutputStream();
        var err = new PrintStream(new PrintableStream(new PrintStream(written, true, UTF_8), "<3>"), true, UTF_8);
        err.println("lvs: cannot open");
        err.print("lvs: 正");
        err.print("常\nlvs: third");
        err.println();
        assertThat(written.toString(UTF_8)).isEqualTo("<3>lvs: cannot open\n<3>lvs: 正常\n<3>lvs: third\n");
        assertThat(JournalStream.errorPrefix()).as("here is none").isEmpty();
    }
}
