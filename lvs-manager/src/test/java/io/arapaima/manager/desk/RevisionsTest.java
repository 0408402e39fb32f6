package io.arapaima.manager.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.reason.Revision;
import io.arapaima.manager.memory.StateDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionsTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final StateDisk DISK = new StateDisk() {
        @Override
        public void submit(String kind, Work work) {
            try {
                work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public CompletableFuture<Boolean> written(Duration limit) {
            return CompletableFuture.completedFuture(true);
        }
    };

    @TempDir
    Path state = Path.of("");

    private Revisions store(int most, long bytes) {
        return new Revisions(state.resolve("revisions"), Path.of("lvs.cf"), DISK, most, bytes);
    }

    private Revisions loaded() {
        Revisions store = store(Revisions.MOST, Revisions.MOST_BYTES);
        assertThat(store.load()).isEmpty();
        return store;
    }

    private static void add(Revisions store, String text) {
        LvsConfFile file = LvsConfFile.of(Path.of("lvs.cf"), text.getBytes(UTF_8));
        store.add(new Revision(store.next(), NOON, "root", "test", 7, HexFormat.of().formatHex(file.sha256()),
                file.bytes().length), file);
    }

    @Test
    void whatIsKeptComesBackByteForByteAndIsItsOwnersAlone() throws IOException {
        Revisions store = loaded();
        add(store, "# \u6b63\u5e38\n");
        add(store, "two\r\n");
        Revisions again = loaded();
        assertThat(again.all()).isEqualTo(store.all()).hasSize(2);
        assertThat(again.file(1).text()).isEqualTo("# \u6b63\u5e38\n");
        assertThat(again.file(2).bytes()).isEqualTo("two\r\n".getBytes(UTF_8));
        Path folder = state.resolve("revisions");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("000001.rev"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theOldestGoWhenThereAreTooManyOrTooLongButNeverTheLastTwo() throws IOException {
        Revisions few = store(3, 1000);
        for (int i = 1; i <= 9; i++) {
            add(few, "number " + i);
        }
        assertThat(few.all()).extracting(Revision::number).containsExactly(7, 8, 9);
        assertThat(loaded().all()).extracting(Revision::number).containsExactly(7, 8, 9);
        add(few, "x".repeat(5000));
        assertThat(few.all()).extracting(Revision::number).containsExactly(9, 10);
        assertThat(loaded().next()).as("no number is given twice").isEqualTo(11);
        assertThatThrownBy(() -> few.file(3)).hasMessageContaining("there is no revision 3; those from 9 to 10");
    }

    @Test
    void whatIsDamagedOrOfALaterProgramIsSetAsideAndReportedAndTheRestIsUsed() throws IOException {
        Revisions store = loaded();
        for (int i = 1; i <= 4; i++) {
            add(store, "number " + i);
        }
        Path folder = state.resolve("revisions");
        Files.writeString(folder.resolve("000001.rev"), Files.readString(folder.resolve("000001.rev")) + "more");
        Files.writeString(folder.resolve("000002.rev"), "nonsense");
        Files.writeString(folder.resolve("000003.rev"),
                Files.readString(folder.resolve("000003.rev")).replace("\"version\":1", "\"version\":2"));
        Revisions again = store(Revisions.MOST, Revisions.MOST_BYTES);
        assertThat(again.load()).hasSize(3)
                .anyMatch(d -> d.contains("000001.rev is damaged"))
                .anyMatch(d -> d.contains("000002.rev cannot be used: it has no first line"))
                .anyMatch(d -> d.contains("written by a later program, in form 2, and this one reads forms up to 1"))
                .allMatch(d -> d.contains("it is kept as "));
        assertThat(again.all()).extracting(Revision::number).containsExactly(4);
        assertThat(folder.resolve("000003.rev.unreadable")).exists();
    }

    /** As the first program that kept revisions wrote it; such files are read for ever. */
    @Test
    void aFileOfVersionOneIsRead() throws IOException {
        Files.createDirectories(state.resolve("revisions"));
        try (var in = RevisionsTest.class.getResourceAsStream("/state/v1/000042.rev")) {
            assertThat(in).isNotNull();
            Files.write(state.resolve("revisions/000042.rev"), in.readAllBytes());
        }
        assertThat(loaded().all())
                .isEqualTo(List.of(new Revision(42, NOON, "root", "applied /root/new.cf: more servers",
                        7, "46a5e9515a452a967d36cc0e46a8a3414d9f89b8cb7ff403bbce63166686cb08", 14)));
        assertThat(loaded().file(42).text()).isEqualTo("serial_no = 7\n");
    }

    @Test
    void aTrialOfVersionOneIsRead() throws IOException {
        try (var in = RevisionsTest.class.getResourceAsStream("/state/v1/trial.json")) {
            assertThat(in).isNotNull();
            Files.write(state.resolve("trial.json"), in.readAllBytes());
        }
        var trials = new Trials(state, DISK);
        assertThat(trials.load()).isEmpty();
        assertThat(trials.current()).isEqualTo(new Trial(43, 42, NOON.plusSeconds(60), 60, "root", "00ff"));
        assertThat(trials.current().left(NOON.minusSeconds(7200))).as("a clock that was set back gives no more")
                .isEqualTo(Duration.ofSeconds(60));
    }
}
