package io.arapaima.nanny;

import io.arapaima.daemon.Ladder;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.nanny.monitor.MonitorFolders;
import io.arapaima.nanny.plugin.PluginFolder;
import io.arapaima.nanny.plugin.Troubles;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real engine with a real plugins folder and a server that listens, which ends with its test. */
abstract class EngineCase {
    static final Duration QUICK = Duration.ofMillis(100);

    @TempDir
    Path temp = Path.of("");

    final Hearing heard = new Hearing();
    final Ladder ladder = new Ladder("nanny");
    final AtomicInteger accepted = new AtomicInteger();
    private Path plugins = Path.of("");
    int port;
    Engine engine = new Engine(heard, new Troubles(heard::accept), InstantSource.system(),
            MonitorFolders.beside(Path.of("/nonexistent/hub.sock")), (_, _) -> {});

    EngineCase() throws Exception {}

    @BeforeEach
    void startListener() throws Exception {
        ladder.add(engine);
        plugins = Files.createDirectory(temp.resolve("plugins"));
        Files.copy(PluginJars.connect(), plugins.resolve("connect.jar"));
        var listener = ladder.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        port = listener.getLocalPort();
        Thread.ofPlatform().daemon().start(() -> accept(listener));
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                client.close();
            }
        } catch (java.io.IOException e) {
            // Closed by the test.
        }
    }

    @AfterEach
    void stop() {
        ladder.close();
    }

    void start(PlannedCheck... plan) throws Exception {
        var troubles = new Troubles(heard::accept);
        ladder.add(new PluginFolder(List.of(plugins), temp.resolve("copies"), troubles, engine::offer)).start();
        engine.plan(List.of(plan));
    }

    PlannedCheck good(String id) {
        return Plans.check(id, "connect", "127.0.0.1", port);
    }

    void bad(String name, String body) throws Exception {
        PluginJars.make(plugins.resolve(name + ".jar"), name, body);
    }
}
