package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub on its real socket, and the test as pulse at the other end. */
class PulseRoleTest {
    private static final String FILE = """
            network = direct
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
    private static final VirtualAddress WEB = new VirtualAddress(InetAddress.ofLiteral("10.0.0.9"), 32, "eth0",
            "eth0:1");

    @TempDir
    Path folder = Path.of("");

    private final MemoryDataPlane plane = new MemoryDataPlane();
    private final MemoryAddressPlane addresses = new MemoryAddressPlane();
    private int hubs;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Director director;
    @SuppressWarnings("NullAway.Init") // set before each test
    private IpcServer server;
    @SuppressWarnings("NullAway.Init") // set before each test
    private IpcConnection pulse;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        start(Optional.empty());
    }

    private void start(Optional<Role> fixed) throws IOException {
        var source = new ConfigSource(folder.resolve("lvs.cf"), HostResolver.none());
        var loaded = (ConfigSource.Loaded) source.read(CheckCatalogue.UNKNOWN);
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), InstantSource.system());
        var lease = new Lease(addresses, chronicle.state().addresses(),
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()), System::nanoTime);
        var keeper = new AddressKeeper(addresses, lease, chronicle, Thread::startVirtualThread);
        var parts = new Director.Parts(source, new Reconciler(() -> plane, List::of, System.nanoTime()), chronicle,
                new NoMail(), Duty.begin(fixed, Instant.now()), Optional.of(keeper), System::nanoTime,
                InstantSource.system());
        director = new Director(parts,
                Configured.of(loaded.config(), List.of(), CheckCatalogue.UNKNOWN, Instant.EPOCH),
                CheckCatalogue.UNKNOWN);
        keeper.onNews(() -> director.post(new Input.AddressNews()));
        Thread.ofPlatform().daemon().start(director);
        Path socket = folder.resolve("hub" + ++hubs);
        server = IpcServer.listen(socket, new Hub(director, chronicle, List::of, new PulseConversation(director,
                fixed.isPresent() ? Optional.empty() : Optional.of(lease), System::nanoTime)));
        pulse = IpcConnection.connect(socket);
        pulse.send(new Message.Hello("pulse", "1", 1));
    }

    @AfterEach
    void end() throws IOException {
        var done = new CompletableFuture<Void>();
        director.post(new Input.Stop(done));
        done.join();
        kill();
    }

    /** Nothing is said to the director any more: its table, its addresses and its files stay as they are. */
    private void kill() throws IOException {
        pulse.close();
        server.close();
    }

    private Message.Fitness say(Role role, String cause) throws IOException {
        pulse.send(new Message.RoleConfirmed(role, 10_000, cause));
        return (Message.Fitness) pulse.receive();
    }

    private List<Event> told() {
        var answer = new CompletableFuture<List<Event>>();
        director.post(new Input.Events(1000, answer, _ -> {}));
        return answer.join();
    }

    private List<String> roles() {
        return told().stream().filter(e -> e.subject().equals("role"))
                .map(e -> (e.kind().mailed() ? "mail " : "") + e.line()).toList();
    }

    private DirectorSnapshot status() {
        var answer = new CompletableFuture<Message.Status>();
        director.post(new Input.Status(answer));
        return answer.join().snapshot();
    }

    @Test
    void theAnswerComesWhenTheRoleIsInForce() throws Exception {
        assertThat(status().role()).extracting(DirectorSnapshot.RoleStatus::role, DirectorSnapshot.RoleStatus::source)
                .containsExactly("unknown", "pulse");
        assertThat(say(Role.STANDBY, "partner is active")).isEqualTo(new Message.Fitness(Role.STANDBY, "", List.of()));
        assertThat(plane.tuning()).contains("role=BACKUP");
        assertThat(plane.table().entries()).as("a warm standby").hasSize(1);
        assertThat(say(Role.ACTIVE, "partner silent")).isEqualTo(new Message.Fitness(Role.ACTIVE, "", List.of()));
        assertThat(addresses.held()).containsExactly(WEB);
        assertThat(plane.tuning()).contains("role=MASTER");
        assertThat(status().role()).extracting(DirectorSnapshot.RoleStatus::role, DirectorSnapshot.RoleStatus::cause)
                .containsExactly("active", "partner silent");
        assertThat(say(Role.STANDBY, "switch-over")).isEqualTo(new Message.Fitness(Role.STANDBY, "", List.of()));
        assertThat(addresses.held()).isEmpty();
        assertThat(plane.tuning()).contains("role=BACKUP");
        assertThat(plane.table().entries()).hasSize(1);
    }

    @Test
    void oneMailForOneChangeAndItComesFromTheNewOwner() throws Exception {
        say(Role.STANDBY, "partner is active");
        say(Role.ACTIVE, "partner silent for 600 ms");
        say(Role.ACTIVE, "partner silent for 600 ms");
        say(Role.STANDBY, "switch-over");
        assertThat(roles()).containsExactly("role: standby (partner is active)",
                "mail role: standby -> active (partner silent for 600 ms)", "role: active -> standby (switch-over)");
        assertThat(told().stream().filter(e -> e.kind().mailed())).hasSize(1);
    }

    @Test
    void aRestartedHubAdoptsItsRoleWithoutAGapAndWithoutAMail() throws Exception {
        say(Role.ACTIVE, "partner silent");
        Instant since = status().role().since();
        addresses.done();
        kill();
        start(Optional.empty());
        say(Role.ACTIVE, "partner silent");
        assertThat(addresses.done()).doesNotContain("drop " + WEB);
        assertThat(roles()).containsExactly("mail role: standby -> active (partner silent)",
                "role: active (partner silent)");
        assertThat(status().role().since()).isEqualTo(since);
    }

    @Test
    void whatKeepsTheDirectorFromServingIsToldUnasked() throws Exception {
        say(Role.ACTIVE, "partner silent");
        addresses.link("eth0", true, false);
        assertThat(pulse.receive()).isEqualTo(new Message.Fitness(Role.ACTIVE, "", List.of("eth0")));
        addresses.link("eth0", true, true);
        assertThat(pulse.receive()).isEqualTo(new Message.Fitness(Role.ACTIVE, "", List.of()));
        plane.breakDown(true);
        director.post(new Input.ShowTable(false, new CompletableFuture<>()));
        assertThat(((Message.Fitness) pulse.receive()).trouble())
                .isEqualTo("the data plane is unreachable: the test has broken the data plane; mend it");
        plane.breakDown(false);
        assertThat(((Message.Fitness) pulse.receive()).trouble()).isEmpty();
    }

    @Test
    void everyWordIsAnsweredAndAConfirmationCostsNoPass() throws Exception {
        say(Role.ACTIVE, "partner silent");
        status();
        for (int i = 0; i < 100; i++) {
            pulse.send(new Message.RoleConfirmed(Role.ACTIVE, 10_000, "partner silent"));
        }
        var answers = new ArrayList<Message>();
        for (int i = 0; i < 100; i++) {
            answers.add(pulse.receive());
        }
        assertThat(answers).containsOnly(new Message.Fitness(Role.ACTIVE, "", List.of()));
    }

    @Test
    void aFixedRoleStaysAndPulseHearsWhy() throws Exception {
        kill();
        start(Optional.of(Role.STANDBY));
        Message.Fitness answer = say(Role.ACTIVE, "partner silent");
        assertThat(answer.inForce()).isEqualTo(Role.STANDBY);
        assertThat(answer.trouble())
                .isEqualTo("its role is fixed by --role=standby; start lvs-manager with --role=pulse");
        assertThat(addresses.held()).isEmpty();
        assertThat(status().role()).extracting(DirectorSnapshot.RoleStatus::role, DirectorSnapshot.RoleStatus::source)
                .containsExactly("standby", "command line");
    }
}
