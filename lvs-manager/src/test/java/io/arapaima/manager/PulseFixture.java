package io.arapaima.manager;

import java.util.concurrent.Callable;
import io.arapaima.testkit.Await;
import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.Reason;

import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub on its real socket, and the test as pulse at the other end. */
abstract class PulseFixture {
    static final String PAIR = """
            primary = 10.0.0.1
            backup = 10.0.0.2
            backup_active = 1
            """;
    static final String BLOCKS = """
            network = direct
            announce_count = 1
            announce_refresh = 0
            syncdaemon = 1
            syncd_iface = eth1
            syncd_id = 7
            virtual web {
              active = 1
              address = 10.0.0.9 eth0:1
              server s1 {
                address = 10.0.0.11
                active = 1
              }
            }
            """;
    static final String FILE = PAIR + BLOCKS;
    static final VirtualAddress WEB = new VirtualAddress(InetAddress.ofLiteral("10.0.0.9"), 32, "eth0",
            "eth0:1");

    @TempDir
    Path folder = Path.of("");

    final MemoryDataPlane plane = new MemoryDataPlane();
    final MemoryAddressPlane addresses = new MemoryAddressPlane();
    @SuppressWarnings("NullAway.Init") // set before each test
    Director director;
    @SuppressWarnings("NullAway.Init") // set before each test
    TestHub hub;
    @SuppressWarnings("NullAway.Init") // set before each test
    IpcConnection pulse;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        start(Optional.empty());
    }

    void start(Optional<Role> fixed) throws IOException {
        hub = TestHub.start(folder, plane, addresses, fixed);
        director = hub.director();
        pulse = IpcConnection.connect(folder.resolve("hub"));
        pulse.send(new Message.Hello("pulse", "1", 1));
    }

    @AfterEach
    void end() throws IOException {
        pulse.close();
        hub.stop();
    }

    /** Nothing is said to the director any more: its table, its addresses and its files stay as they are. */
    void kill() throws IOException {
        pulse.close();
        hub.server().close();
    }

    HubReport.Fitness say(Role role, String cause) throws IOException {
        return say(role, new Reason.Said(cause));
    }

    HubReport.Fitness say(Role role, Reason why) throws IOException {
        pulse.send(new PulseReport.RoleConfirmed(role, 10_000, why, System.nanoTime()));
        return TestHub.fitness(pulse);
    }

    List<Event> told() {
        var answer = new CompletableFuture<List<Event>>();
        director.post(new Input.Events(1000, answer, _ -> {}));
        return answer.join();
    }

    List<String> roles() {
        return told().stream().filter(e -> e.subject().equals("role"))
                .map(e -> (e.kind().mailed() ? "mail " : "") + e.line()).toList();
    }

    DirectorSnapshot status() {
        var answer = new CompletableFuture<Message.Status>();
        director.post(new Input.Status(answer));
        return answer.join().snapshot();
    }

    void verdict(Verdict.State state) {
        director.post(new Input.Verdicts(List.of(new Verdict("web/s1@10.0.0.11:80", state, "the test says so",
                Instant.now()))));
        status();
        status(); // the first is answered before the pass that its batch causes
    }

    List<String> outbox() {
        return hub.mail().outbox().stream().map(Event::line).toList();
    }

    static void await(Callable<Boolean> wanted) throws Exception {
        Await.until("what the hub makes of the role", wanted);
    }
}
