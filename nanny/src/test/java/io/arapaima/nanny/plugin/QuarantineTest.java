package io.arapaima.nanny.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each entry with a new object is a new process. */
class QuarantineTest {
    @TempDir
    Path temp = Path.of("");

    private Instant now = Instant.parse("2026-12-01T08:00:00Z");
    private Path plugin = Path.of("");

    @BeforeEach
    void aPlugin() throws Exception {
        plugin = Files.writeString(temp.resolve("bad.jar"), "bytes");
    }

    private Quarantine process() {
        return new Quarantine(Optional.of(temp), now);
    }

    private Duration confined() {
        return process().sentence(plugin, now).map(given -> Duration.between(now, given.until())).orElse(Duration.ZERO);
    }

    private void ends() {
        process().confine(List.of(plugin), "it spins", now);
    }

    @Test
    void itEndsByItselfAndLastsTwiceAsLongEachTimeUpToAnHour() {
        for (int minutes : List.of(2, 4, 8, 16, 32, 60, 60)) {
            ends();
            assertThat(confined()).isEqualTo(Duration.ofMinutes(minutes));
            now = now.plus(confined());
            assertThat(confined()).isEqualTo(Duration.ZERO);
        }
        now = now.plus(Quarantine.MOST);
        ends();
        assertThat(confined()).as("after an hour without a fault").isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void anotherFileIsAnotherPluginAndALookByHandForgets() throws Exception {
        ends();
        ends();
        Files.writeString(plugin, "other bytes");
        assertThat(confined()).isEqualTo(Duration.ZERO);
        ends();
        assertThat(confined()).isEqualTo(Quarantine.FIRST);
        process().forget();
        assertThat(confined()).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatIsThereInAnyShapeKeepsNobodyFromStarting() throws Exception {
        Path file = temp.resolve("quarantine");
        Files.writeString(file, plugin.toString());
        assertThat(confined()).as("as written before times were").isEqualTo(Quarantine.FIRST);
        ends();
        byte[] good = Files.readAllBytes(file);
        String foreign = "\u00ff\u00fe\t\t\t\t/x\nnever\t1\t1:1\twhy\t/x\n2026-12-01T08:01:00Z\tmany\t1:1\twhy\t/x\n\0\0\0\n";
        Files.write(file, foreign.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(confined()).isEqualTo(Duration.ZERO);
        try (var out = Files.newOutputStream(file)) {
            out.write(foreign.getBytes(StandardCharsets.ISO_8859_1));
            out.write(good);
        }
        assertThat(confined()).isEqualTo(Duration.ofMinutes(4));
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(confined()).isEqualTo(Duration.ZERO);
        assertThat(file).as("set aside").doesNotExist();
        ends();
        assertThat(confined()).isEqualTo(Quarantine.FIRST);
    }

    @Test
    void aClockThatWasSetBackConfinesNobodyForYears() {
        ends();
        now = now.minus(Duration.ofDays(400));
        assertThat(confined()).isEqualTo(Quarantine.MOST);
    }
}
