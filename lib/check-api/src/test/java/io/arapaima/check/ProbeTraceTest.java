package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.ProbeTrace.Kind;
import io.arapaima.check.ProbeTrace.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTraceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A check of a few lines. */
    private interface Body {
        void run(Target target, Deadline deadline) throws IOException;
    }

    private static ProbeTrace trace(InetSocketAddress server, Map<String, String> options, Body body) throws Exception {
        var check = new Check() {
            @Override
            public String name() {
                return "made";
            }

            @Override
            public String sentence() {
                return "Made for a test.";
            }

            @Override
            public List<OptionSpec> options() {
                return List.of();
            }

            @Override
            public CheckResult probe(Target target, Deadline deadline) throws IOException {
                body.run(target, deadline);
                return new CheckResult.Passed(Duration.ZERO, "");
            }
        };
        var target = new Target(server.getAddress(), server.getPort(), Target.Transport.TCP, LIMIT,
                Options.of(List.of(), options));
        var trace = new ProbeTrace();
        try {
            trace.run(check, target, Deadline.in(LIMIT));
        } catch (IOException e) {
            // Seen in the steps.
        }
        return trace;
    }

    @Test
    void aConnectionTellsItsStepsInOrder() throws Exception {
        try (var server = new ScriptedServer(Behaviour.ANSWERS,
                Dialogue.lines("220 hello\t\u00e9\\", ">QUIT", "221 bye"))) {
            ProbeTrace trace = trace(server.address(), Map.of(), (target, deadline) -> {
                try (var socket = CheckSocket.connect(target, deadline)) {
                    socket.readLine(80);
                    socket.send("QUIT\r\n");
                    socket.readLine(80);
                }
            });
            assertThat(trace.steps()).extracting(Step::kind).containsExactly(Kind.CONNECT, Kind.RECEIVED, Kind.SENT,
                    Kind.RECEIVED);
            assertThat(trace.steps()).extracting(Step::text).element(1).asString().startsWith("220 hello\\t\\x")
                    .endsWith("\\\\\\r\\n");
            assertThat(trace.steps().get(2)).matches(s -> s.text().equals("QUIT\\r\\n") && s.bytes() == 6);
            assertThat(trace.steps()).allMatch(s -> s.from().compareTo(s.until()) <= 0);
            assertThat(trace.steps()).extracting(Step::until).isSorted();
        }
    }

    @Test
    void aRefusalIsAStepWithTheNetworksWords() throws Exception {
        try (var closed = new ScriptedServer(Behaviour.REFUSES, Dialogue.SILENT)) {
            ProbeTrace trace = trace(closed.address(), Map.of(),
                    (target, deadline) -> CheckSocket.connect(target, deadline).close());
            assertThat(trace.steps()).singleElement()
                    .matches(s -> s.kind() == Kind.CONNECT && s.text().contains("refused"));
        }
    }

    @Test
    void aPasswordIsMaskedPlainAndPackedAndNothingElseIs() throws Exception {
        String packed = Base64.getEncoder().encodeToString("me:s3cr\u00e9t!".getBytes(StandardCharsets.UTF_8));
        String plain = new String("s3cr\u00e9t!".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (var server = new ScriptedServer(Behaviour.ANSWERS, Dialogue.greeting("you said s3cr\u00e9t!\r\n"))) {
            ProbeTrace trace = trace(server.address(), Map.of("password", "s3cr\u00e9t!"), (target, deadline) -> {
                target.options().secret("password");
                try (var socket = CheckSocket.connect(target, deadline)) {
                    socket.send(("A " + packed + " B " + plain + " C bWU6b3RoZXI= s3cr\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
                    socket.readLine(80);
                }
            });
            assertThat(trace.steps().get(1).text()).isEqualTo("A *** B *** C bWU6b3RoZXI= s3cr\\n");
            assertThat(trace.steps().get(2).text()).doesNotContain("t!").contains("***");
            assertThat(trace.masked("login as s3cr\u00e9t! failed")).isEqualTo("login as *** failed");
        }
    }

    @Test
    void muchIsShownShortenedAndCountedWhole() throws Exception {
        try (var server = new ScriptedServer(Behaviour.FLOODS, Dialogue.SILENT)) {
            ProbeTrace trace = trace(server.address(), Map.of(), (target, deadline) -> {
                try (var socket = CheckSocket.connect(target, deadline)) {
                    for (int i = 0; i < 600; i++) {
                        socket.in().readNBytes(8192);
                    }
                }
            });
            assertThat(trace.steps()).hasSize(500);
            assertThat(trace.dropped()).isPositive();
            assertThat(trace.steps().stream().mapToLong(Step::bytes).sum()).isGreaterThan(100_000);
            assertThat(trace.steps()).allMatch(s -> s.text().length() <= 4 * 512 + 3);
        }
    }

    @Test
    void datagramsAreSteps() throws Exception {
        try (var server = new ScriptedDatagrams(Behaviour.ANSWERS, _ -> "pong".getBytes(StandardCharsets.US_ASCII))) {
            ProbeTrace trace = trace(server.address(), Map.of(), (target, deadline) -> {
                try (var socket = CheckDatagrams.connect(target, deadline, 100)) {
                    socket.ask("ping".getBytes(StandardCharsets.US_ASCII), _ -> true);
                }
            });
            assertThat(trace.steps()).extracting(Step::text).containsExactly("ping", "pong");
        }
    }

    @Test
    void aNoteIsOneLineWithoutPasswords() throws Exception {
        ProbeTrace trace = trace(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
                Map.of("password", "s3cret"), (target, deadline) -> {
                    target.options().secret("password");
                    ProbeTrace.note(() -> "a: s3cret\n\u001b[2J");
                    ProbeTrace.note(() -> "x".repeat(5000));
                });
        assertThat(trace.steps()).extracting(Step::kind).containsExactly(Kind.NOTE, Kind.NOTE);
        assertThat(trace.steps()).extracting(Step::text).containsExactly("a: ***\\n\\x1b[2J", "x".repeat(512) + "...");
    }

    @Test
    void whereNobodyTracesThereIsNoTrace() {
        assertThat(ProbeTrace.current()).isNull();
        ProbeTrace.note(() -> {
            throw new AssertionError("nobody asked for the words");
        });
    }
}
