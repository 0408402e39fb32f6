package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.English;
import io.arapaima.config.HostResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownNamesTest {
    private static final InetAddress FIRST = InetAddress.ofLiteral("10.0.0.11");
    private static final InetAddress SECOND = InetAddress.ofLiteral("10.0.0.12");

    @TempDir
    Path folder = Path.of("");

    private volatile Map<String, List<InetAddress>> server = Map.of();
    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final List<String> told = new CopyOnWriteArrayList<>();

    private KnownNames open() {
        return new KnownNames(host -> server.getOrDefault(host, List.of()), folder, () -> now);
    }

    @Test
    void theLastAnswerIsKeptWhileNobodyAnswersAndThatIsTold() {
        KnownNames names = open();
        names.listen(() -> {}, reason -> told.add(English.of(reason)));
        server = Map.of("a.example", List.of(FIRST));
        assertThat(names.lookupAll(Set.of("a.example", "b.example"))).isEqualTo(Map.of("a.example", List.of(FIRST)));
        assertThat(told.getLast()).isEmpty();
        server = Map.of();
        now = Instant.parse("2026-11-21T13:00:00Z");
        assertThat(names.lookupAll(Set.of("a.example", "b.example"))).isEqualTo(Map.of("a.example", List.of(FIRST)));
        now = Instant.parse("2026-11-21T14:00:00Z");
        var _ = names.lookupAll(Set.of("a.example"));
        assertThat(told.getLast())
                .isEqualTo("no name server has answered since 2026-11-21T13:00:00Z; the last answers are used: "
                        + "a.example = 10.0.0.11 of 2026-11-21T12:00:00Z; see /etc/resolv.conf; asked again every 60 s");
        server = Map.of("a.example", List.of(SECOND));
        assertThat(names.lookupAll(Set.of("a.example"))).isEqualTo(Map.of("a.example", List.of(SECOND)));
        assertThat(told.getLast()).isEmpty();
    }

    @Test
    void aRestartDoesNotDependOnANameServer() throws IOException {
        server = Map.of("a.example", List.of(FIRST));
        KnownNames before = open();
        var changes = new AtomicInteger();
        before.listen(changes::incrementAndGet, reason -> told.add(English.of(reason)));
        var _ = before.lookupAll(Set.of("a.example"));
        assertThat(changes.get()).isGreaterThan(1);
        before.save();
        server = Map.of();
        assertThat(open().lookupAll(Set.of("a.example"))).isEqualTo(Map.of("a.example", List.of(FIRST)));
        Files.writeString(folder.resolve("names.json"), "{");
        assertThat(open().lookupAll(Set.of("a.example"))).as("a cache that is damaged is an empty one").isEmpty();
    }

    /** A resolver that blocks for ever costs a start whose names are known its 3 s, and not more. */
    @Test
    void aStartWhoseNamesAreKnownDoesNotWaitForASilentServer() throws IOException {
        server = Map.of("a.example", List.of(FIRST));
        KnownNames before = open();
        var _ = before.lookupAll(Set.of("a.example"));
        before.save();
        var never = new CountDownLatch(1);
        HostResolver blocking = host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ArrayList<>();
        };
        try {
            assertThat(new KnownNames(blocking, folder, () -> now).lookupAll(Set.of("a.example")))
                    .isEqualTo(Map.of("a.example", List.of(FIRST)));
        } finally {
            never.countDown();
        }
    }
}
