package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckResults.CheckResultsQuery;
import io.arapaima.ipc.CheckResults.LastResult;
import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about the results of checks at a real hub's socket, with this test as nanny. */
class ResultsDeskTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final CheckResults.Engine ENGINE = new CheckResults.Engine(5, Duration.ofMillis(1),
            Duration.ofMillis(2), Duration.ofMillis(3), 0, 0);

    @TempDir
    Path folder = Path.of("");

    private Optional<TestHub> hub = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), """
                primary = 10.0.0.1
                network = direct
                virtual web {
                  active = 1
                  address = 10.0.0.9 eth0:1
                  sorry_server = 10.0.0.99
                  check = http
                  http_path = /health?token=hush
                  http_password = hush
                  server s1 {
                    address = 10.0.0.11
                    active = 1
                  }
                  server s2 {
                    address = 10.0.0.12
                    active = 1
                  }
                }
                virtual web2 {
                  active = 1
                  address = 10.0.0.10 eth0:2
                  server s1 {
                    address = 10.0.0.21
                    active = 1
                  }
                }
                """);
        hub = Optional.of(TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(),
                Optional.of(Role.ACTIVE)));
    }

    @AfterEach
    void stop() throws IOException {
        hub.orElseThrow().stop();
    }

    /** What nanny was asked for, and its plan. */
    private record Nanny(IpcConnection connection, List<String> checks, List<CheckResultsQuery> asked)
            implements
                AutoCloseable {
        /** The hub has met nanny when it sends the plan. */
        static Nanny meet(IpcConnection connection) throws IOException {
            connection.send(new Message.Hello("nanny", "1", 1));
            connection.send(new Message.Offered(new CheckCatalogue(List.of())));
            var plan = (Message.CheckPlan) connection.receive();
            return new Nanny(connection, plan.checks().stream().map(PlannedCheck::id).toList(),
                    new CopyOnWriteArrayList<>());
        }

        /** Answers the next question in parts of one check. */
        void answer() throws IOException {
            CheckResultsQuery query = question();
            List<String> names = query.names().isEmpty() ? checks : query.names();
            connection.send(new CheckResults(query.id() + 1, List.of(report("stray")), Optional.of(ENGINE), false));
            for (int i = 0; i < names.size(); i++) {
                boolean more = i + 1 < names.size();
                connection.send(new CheckResults(query.id(), List.of(report(names.get(i))),
                        more ? Optional.empty() : Optional.of(ENGINE), more));
            }
        }

        void answerOn() {
            try {
                while (true) {
                    answer();
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        CheckResultsQuery question() throws IOException {
            while (true) {
                if (connection.receive() instanceof CheckResultsQuery query) {
                    asked.add(query);
                    return query;
                }
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private static Report report(String check) {
        return new Report(check, Optional.empty(), Verdict.State.DOWN, NOON, new CheckResults.Progress(60, 90, 0, 1),
                Optional.of(new LastResult(NOON, Duration.ofMillis(2), CheckResults.Result.PASSED, "200 OK", true)),
                Optional.empty());
    }

    private Nanny nanny() throws IOException {
        return Nanny.meet(IpcConnection.connect(folder.resolve("hub")));
    }

    private CompletableFuture<CheckResults> ask(String... names) {
        return CompletableFuture.supplyAsync(() -> {
            try (var client = HubClient.connect(folder.resolve("hub"), "lvsctl")) {
                return client.checkResults(List.of(names));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void aServersResultsComeWithWhatIsAskedAndNoPassword() throws Exception {
        try (var nanny = nanny()) {
            var answer = ask("web/s2");
            nanny.answer();
            assertThat(nanny.asked().getFirst().names()).containsExactly("web/s2@10.0.0.12:80");
            assertThat(answer.get().engine()).contains(ENGINE);
            assertThat(answer.get().checks()).containsExactly(report("web/s2@10.0.0.12:80")
                    .with(new CheckResults.Asked("web/s2", "http", "10.0.0.12:80",
                            Map.of("http_path", "/health?***", "http_password", "***"), Duration.ofSeconds(10),
                            answer.get().checks().getFirst().asked().orElseThrow().timeout())));
        }
    }

    @Test
    void aServiceIsItsServersAndItsSorryServer() throws Exception {
        try (var nanny = nanny()) {
            var answer = ask("web");
            nanny.answer();
            assertThat(answer.get().checks()).extracting(r -> r.asked().orElseThrow().subject())
                    .containsExactly("web/s1", "web/s2", "web/sorry server");
        }
    }

    /** Many windows cost no more than one. */
    @Test
    void whoAsksForAllWithinASecondGetsTheAnswerOfTheFirst() throws Exception {
        try (var nanny = nanny()) {
            var first = ask();
            nanny.answer();
            assertThat(first.get().checks()).hasSize(4);
            long begun = System.nanoTime();
            Thread.ofVirtual().start(nanny::answerOn);
            for (int i = 0; i < 20; i++) {
                assertThat(ask().get().checks()).isEqualTo(first.get().checks());
            }
            assertThat(ask("web2").get().checks()).hasSize(1);
            assertThat(nanny.asked().stream().filter(q -> q.names().isEmpty()).count())
                    .isLessThanOrEqualTo(2 + Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        }
    }

    @Test
    void withoutAnEngineOrAServerOfTheNameTheAnswerSaysSo() throws Exception {
        assertThatThrownBy(() -> ask().get()).hasMessageContaining(
                "the check engine is not connected; lvsctl status says what it is in trouble with");
        assertThatThrownBy(() -> ask("web/s9", "mail").get())
                .hasMessageContaining("nothing in lvs.cf that is checked has the name web/s9 or mail");
        CompletableFuture<CheckResults> unanswered;
        try (var nanny = nanny()) {
            unanswered = ask("web");
            var _ = nanny.question();
        }
        assertThatThrownBy(unanswered::get).hasMessageContaining("the check engine has just ended");
    }
}
