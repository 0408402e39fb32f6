package io.arapaima.manager.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.AuditEntry;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file behind lvsctl audit: it only grows, is set aside when it is large, and nobody waits for its disk. */
class AuditLogTest {
    @TempDir
    Path folder = Path.of("");

    private static AuditEntry entry(String object) {
        return new AuditEntry(AuditEntry.VERSION, 0, Instant.EPOCH, "jane", "web", PeerRole.EDITOR, "web-ui",
                "192.0.2.7",
                "Apply", object, "revision 1", "revision 2", "why", AuditEntry.Result.DONE, List.of("done"));
    }

    private AuditLog open(long maxBytes) {
        return new AuditLog(folder, StateWriter.here(folder, InstantSource.system()), maxBytes);
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    @Test
    void numbersGoOnAfterARestartAndHalfALineSpoilsItselfOnly() throws IOException {
        AuditLog first = open(1000);
        first.record(entry("a"));
        first.record(entry("b"));
        Files.writeString(folder.resolve("audit.jsonl"), "{\"version\":1,\"se", StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
        AuditLog second = open(1000);
        second.record(entry("c"));
        assertThat(second.last(10, 0)).extracting(AuditEntry::seq).containsExactly(1L, 2L, 3L);
        assertThat(second.last(10, 0)).extracting(AuditEntry::object).containsExactly("a", "b", "c");
        assertThat(second.last(1, 3)).extracting(AuditEntry::object).containsExactly("b");
        assertThat(lines("audit.jsonl")).hasSize(4);
        assertThat(lines("audit.jsonl").getLast()).contains("\"version\":1,\"seq\":3,").contains("\"who\":\"jane\"")
                .contains("\"from\":\"192.0.2.7\"", "\"was\":\"revision 1\"", "\"result\":\"DONE\"");
    }

    @Test
    void aLargeFileIsSetAsideAndTheOldestGoes() throws IOException {
        AuditLog log = open(1);
        for (int i = 1; i <= 7; i++) {
            log.record(entry("object " + i));
        }
        assertThat(lines("audit.jsonl")).singleElement().satisfies(line -> assertThat(line).contains("object 7"));
        for (int i = 1; i <= 4; i++) {
            assertThat(lines("audit.jsonl." + i).getFirst()).contains("object " + (7 - i));
        }
        assertThat(folder.resolve("audit.jsonl.5")).doesNotExist();
    }

    /** The disk is a thread's that nobody waits for: what was recorded meanwhile is there in order when it takes writes again. */
    @Test
    void aDiskThatTakesNothingStopsNobody() throws Exception {
        var work = new AtomicReference<StateDisk.Work>(() -> {});
        var log = new AuditLog(folder, new StateDisk() {
            @Override
            public void submit(String kind, Work later) {
                work.set(later);
            }

            @Override
            public java.util.concurrent.CompletableFuture<Boolean> written(java.time.Duration limit) {
                return java.util.concurrent.CompletableFuture.completedFuture(false);
            }
        });
        for (int i = 1; i <= 3; i++) {
            log.record(entry("object " + i));
        }
        assertThat(log.last(10, 0)).hasSize(3);
        assertThat(folder.resolve("audit.jsonl")).doesNotExist();
        work.get().run();
        assertThat(lines("audit.jsonl")).hasSize(3);
    }

    /** A full disk, or a folder in the file's place, is a trouble of the state folder. */
    @Test
    void whatCannotBeWrittenIsATroubleAndIsTriedAgain() throws Exception {
        Files.createDirectory(folder.resolve("audit.jsonl"));
        try (StateWriter writer = StateWriter.start(folder, InstantSource.system())) {
            var log = new AuditLog(folder, writer);
            Files.createDirectories(folder.resolve("audit.jsonl"));
            log.record(entry("a"));
            Await.until("the trouble", () -> !writer.trouble().equals(Reason.NONE));
            assertThat(English.of(writer.trouble())).contains("cannot be written since");
            Files.delete(folder.resolve("audit.jsonl"));
            Await.until("the line", () -> Files.exists(folder.resolve("audit.jsonl"))
                    && lines("audit.jsonl").size() == 1);
        }
    }
}
