package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict.State;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real plugins and servers that send more than anybody can hold, in the real process: they cost their own checks, and a good
 * server of the same plugin is seen to live and to die meanwhile.
 */
class HostileServersTest {
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temp = Path.of("");

    private @Nullable EngineProcess engine;

    @BeforeEach
    void listen() throws IOException {
        engine = new EngineProcess(temp);
    }

    @AfterEach
    void stop() {
        engine().close();
    }

    private EngineProcess engine() {
        return Objects.requireNonNull(engine);
    }

    private Hearing heard() {
        return engine().heard;
    }

    /** What a server says after it has heard something. */
    @FunctionalInterface
    private interface Answer {
        void to(OutputStream out) throws Exception;
    }

    private ServerSocket server(Answer answer) throws IOException {
        var server = engine().ladder.add(new ServerSocket(0, 4096));
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> answer(client, answer));
                }
            } catch (IOException _) {
                // closed: it is dead
            }
        });
        return server;
    }

    private static void answer(Socket client, Answer answer) {
        try (client) {
            if (client.getInputStream().read(new byte[4096]) > 0) {
                answer.to(client.getOutputStream());
            }
        } catch (Exception _) {
            // the check has gone
        }
    }

    private Process start(String heap, String... plugins) throws IOException {
        for (String each : plugins) {
            Files.copy(PluginJars.real(each), engine().plugins.resolve(each + ".jar"));
        }
        return engine().launch(heap);
    }

    private static PlannedCheck check(String id, String check, String address, int port, Map<String, String> options) {
        PlannedCheck plain = Plans.check(id, check, address, port, Duration.ofSeconds(5));
        return new PlannedCheck(id, check, new PlannedCheck.Target(address, port, "tcp", options),
                new PlannedCheck.Timing(Duration.ofSeconds(1), plain.timing().connectTimeout(),
                        plain.timing().timeout()),
                plain.judging());
    }

    /** The good server is up, seen to go down, and nobody but the hostile ones had a disadvantage. */
    private void unharmed(Process nanny, ServerSocket good, List<PlannedCheck> plan, String hostile) throws Exception {
        engine().plan(plan);
        heard().awaitVerdict("good", State.UP);
        heard().await(hostile, all -> all.filter(message -> message.toString().contains(hostile)).findFirst());
        good.close();
        heard().awaitVerdict("good", State.DOWN);
        assertThat(engine().states("good")).containsExactly(State.UP, State.DOWN);
        assertThat(heard().all()).filteredOn(Message.TroubleReported.class::isInstance)
                .noneMatch(trouble -> ((Message.TroubleReported) trouble).subject().startsWith("conduct of plugin")
                        || ((Message.TroubleReported) trouble).subject().startsWith("plugin ")
                        || trouble.toString().contains("OutOfMemoryError"));
        assertThat(nanny.isAlive()).as(engine().output()).isTrue();
    }

    /** Nested arrays of texts whose bytes become characters of two bytes: 268 MB from each, where 64 MB are there. */
    @Test
    void threeRedisBombsDoNotHideTheDeathOfAGoodServer() throws Exception {
        byte[] text = new byte[32_768];
        Arrays.fill(text, (byte) 0xff);
        List<PlannedCheck> plan = new ArrayList<>();
        ServerSocket good = server(out -> out.write(PONG));
        plan.add(check("good", "redis", "127.0.0.1", good.getLocalPort(), Map.of()));
        for (int i = 0; i < 3; i++) {
            int port = server(out -> {
                out.write("*1000\r\n*1000\r\n".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write("$32768\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(text);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }).getLocalPort();
            plan.add(check("bomb" + i, "redis", "127.0.0.1", port, Map.of()));
        }
        unharmed(start("-Xmx64m", "redis"), good, plan, "check=bomb2, state=DOWN");
    }

    /** 261 MB wait for the end of their answers; an eighth of this heap of 256 is for answers. */
    @Test
    void aThousandStalledBodiesDoNotHideTheDeathOfAGoodServer() throws Exception {
        byte[] page = new byte[261_000];
        Arrays.fill(page, (byte) 'A');
        ServerSocket slow = server(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 262144\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(page);
            Thread.sleep(Duration.ofSeconds(60));
        });
        ServerSocket good = server(out -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nup"
                .getBytes(StandardCharsets.US_ASCII)));
        List<PlannedCheck> plan = new ArrayList<>();
        plan.add(check("good", "http", "127.0.0.1", good.getLocalPort(), Map.of("body", "up")));
        for (int i = 0; i < 1000; i++) {
            plan.add(check("slow" + i, "http", "127.2." + i / 250 + "." + (1 + i % 250), slow.getLocalPort(),
                    Map.of("body", "up", "max-body", "262144")));
        }
        unharmed(start("-Xmx256m", "http"), good, plan, "no memory for more of the answer");
    }

    /** As a broken or hostile real server can through check_nrpe. */
    @Test
    void oneLongWordOfANagiosPluginDoesNotHideTheDeathOfAGoodServer() throws Exception {
        ServerSocket good = server(_ -> {});
        List<PlannedCheck> plan = new ArrayList<>();
        plan.add(check("good", "connect", "127.0.0.1", good.getLocalPort(), Map.of()));
        String word = "/bin/sh -c \"printf 'OK |'; head -c 65000 /dev/zero | tr '\\\\0' a; echo\"";
        for (int i = 0; i < 10; i++) {
            plan.add(check("nagios" + i, "nagios", "127.0.0.1", 1 + i, Map.of("program", word)));
        }
        unharmed(start("-Xmx64m", "connect", "exec"), good, plan, "check=nagios9, state=UP");
    }

    private static List<ProcessHandle> sleeping(String mark) throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        for (ProcessHandle each : ProcessHandle.allProcesses().toList()) {
            if (each.info().arguments().map(Arrays::asList).orElse(List.of()).contains(mark)) {
                all.add(each);
            }
        }
        return all;
    }

    private static void awaitGone(String mark) throws Exception {
        long end = System.nanoTime() + Hearing.PATIENCE.toNanos();
        while (!sleeping(mark).isEmpty()) {
            assertThat(System.nanoTime()).as("still there: %s", sleeping(mark)).isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** In the background, and in a session of their own; also of an engine that was killed. */
    @Test
    void programsOfChecksLeaveNoChildrenBehind() throws Exception {
        String mark = "61" + ProcessHandle.current().pid();
        String leaves = "/bin/sh -c \"sleep " + mark + " & (setsid sleep " + mark + " &); echo OK\"";
        Process nanny = start("-Xmx64m", "exec");
        engine().plan(List.of(new PlannedCheck("once", "exec",
                new PlannedCheck.Target("127.0.0.1", 1, "tcp", Map.of("program", leaves)),
                new PlannedCheck.Timing(Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofSeconds(30)),
                Plans.check("x", "exec").judging())));
        heard().awaitVerdict("once", State.UP);
        awaitGone(mark);
        assertThat(nanny.isAlive()).isTrue();
        engine().send(new Message.CheckPlan(List.of()));
        engine().send(new Message.CheckPlan(
                List.of(check("often", "exec", "127.0.0.1", 2, Map.of("program", leaves + " x")))));
        heard().awaitVerdict("often", State.UP);
        nanny.destroyForcibly().waitFor();
        Process next = engine().launch("-Xmx64m");
        awaitGone(mark);
        assertThat(next.isAlive()).isTrue();
    }
}
