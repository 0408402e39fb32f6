package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.daemon.Ladder;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Verdict.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process in a network namespace of its own, with a server in each of two others. */
class LinkDownTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final String PREFIX = "engine" + ProcessHandle.current().pid();

    @TempDir
    Path temp = Path.of("");

    private final Hearing heard = new Hearing();
    private final Ladder ladder = new Ladder("nanny");

    @AfterEach
    void stop() throws Exception {
        ladder.close();
        for (String each : List.of("d", "a", "b")) {
            new ProcessBuilder("ip", "netns", "del", PREFIX + each).redirectErrorStream(true).start().waitFor();
        }
    }

    private static void ip(String words) throws Exception {
        Process ip = new ProcessBuilder(("ip " + words.replace("@", PREFIX)).split(" ")).redirectErrorStream(true)
                .start();
        String said = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ip.waitFor()).as("ip " + words + ": " + said).isZero();
    }

    private void server(String name, int network) throws Exception {
        ip("netns add @" + name);
        ip("-n @d link add to" + name + " type veth peer name eth0 netns @" + name);
        ip("-n @d addr add 10.77." + network + ".1/24 dev to" + name);
        ip("-n @d link set to" + name + " up");
        ip("-n @" + name + " addr add 10.77." + network + ".2/24 dev eth0");
        ip("-n @" + name + " link set eth0 up");
        start(name, "python3", "-c", "import socket\ns = socket.create_server(('', 8000), backlog=64)\n"
                + "while True: s.accept()[0].close()");
    }

    private void start(String namespace, String... command) throws Exception {
        var words = new java.util.ArrayList<>(List.of("ip", "netns", "exec", PREFIX + namespace));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(temp.resolve("out-" + namespace).toFile()).start();
        ladder.add(process::destroyForcibly);
    }

    private long downs() {
        return heard.all().stream()
                .filter(m -> m instanceof Message.VerdictChanged(var v) && v.state() == State.DOWN).count();
    }

    @Test
    void aDirectorWithoutLinksTakesNobodyDownAndAServerThatDiesGoes() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a network namespace");
        ip("netns add @d");
        server("a", 1);
        server("b", 2);
        Files.copy(PluginJars.connect(), Files.createDirectory(temp.resolve("plugins")).resolve("connect.jar"));
        var link = new CompletableFuture<IpcConnection>();
        ladder.add(IpcServer.listen(temp.resolve("hub.sock"), connection -> {
            link.complete(connection);
            while (true) {
                heard.accept(connection.receive());
            }
        }));
        start("d", ProcessHandle.current().info().command().orElseThrow(), "-Xmx64m", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "--hub",
                temp.resolve("hub.sock").toString(), "--plugins", temp.resolve("plugins").toString(), "--state-dir",
                temp.resolve("state").toString());
        heard.await(Message.Offered.class);
        link.get().send(new Message.CheckPlan(List.of(Plans.check("a", "connect", "10.77.1.2", 8000, LIMIT),
                Plans.check("b", "connect", "10.77.2.2", 8000, LIMIT))));
        heard.awaitVerdict("a", State.UP);
        heard.awaitVerdict("b", State.UP);
        heard.forget();
        ip("-n @d link set toa down");
        ip("-n @d link set tob down");
        heard.awaitTrouble(NetworkWatch.SUBJECT, "no route to 10.77.");
        TimeUnit.NANOSECONDS.sleep(LIMIT.multipliedBy(3).toNanos());
        assertThat(downs()).as("verdicts of a machine without links").isZero();
        ip("-n @d link set toa up");
        ip("-n @d link set tob up");
        heard.awaitTrouble(NetworkWatch.SUBJECT, "");
        assertThat(downs()).isZero();
        ip("-n @a addr flush dev eth0");
        heard.awaitVerdict("a", State.DOWN);
        assertThat(downs()).isEqualTo(1);
    }
}
