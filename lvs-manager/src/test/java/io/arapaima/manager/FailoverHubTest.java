package io.arapaima.manager;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.Reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.testkit.FreePort;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub on its real socket with a service that is real: an HTTP server on loopback, started and stopped by programs. The test
 * is pulse at one end, and nanny at the other, with real connects.
 */
@Timeout(300)
class FailoverHubTest {
    @TempDir
    Path folder = Path.of("");

    private final MemoryDataPlane plane = new MemoryDataPlane();
    private final MemoryAddressPlane addresses = new MemoryAddressPlane();
    private volatile List<PlannedCheck> checks = List.of();
    private volatile boolean undecided;
    private volatile boolean over;
    private int port;
    @SuppressWarnings("NullAway.Init") // set before each test
    private TestHub hub;
    @SuppressWarnings("NullAway.Init") // set before each test
    private IpcConnection pulse;

    @BeforeEach
    void begin() throws Exception {
        port = FreePort.any();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        script("start", "echo start >> calls\n" + java + " -m jdk.httpserver -b 127.0.0.1 -p " + port
                + " -d " + folder + " > server.log 2>&1 &\necho $! > server.pid\n");
        script("stop", "echo stop >> calls\n[ ! -e server.pid ] || kill $(cat server.pid)\nrm -f server.pid\nexit 0\n");
        write(block("start", "stop"));
        start();
    }

    @AfterEach
    void end() throws Exception {
        over = true;
        pulse.close();
        hub.stop();
        if (Files.exists(folder.resolve("server.pid"))) {
            server().destroyForcibly();
        }
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\ncd " + folder + "\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String block(String start, String stop) {
        return """
                failover web {
                  active = 1
                  address = 127.0.0.1 eth0:1
                  port = %d
                  timeout = 30
                  check_interval = 0.05
                  command_timeout = 60
                  start_cmd = "%s"
                  stop_cmd = "%s"
                }
                """.formatted(port, folder.resolve(start), folder.resolve(stop));
    }

    private void write(String blocks) throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), "service = fos\nannounce_refresh = 0\n" + blocks);
    }

    private void start() throws IOException {
        checks = List.of();
        hub = TestHub.start(folder, plane, addresses, Optional.empty());
        pulse = IpcConnection.connect(folder.resolve("hub"));
        pulse.send(new Message.Hello("pulse", "1", 1));
        hub.director().post(new Input.NannyCame(plan -> checks = plan.checks(), CheckCatalogue.UNKNOWN));
        TestHub mine = hub;
        Thread.ofPlatform().daemon().name("prober").start(() -> probe(mine));
    }

    /** What nanny does: real connects, and a word about each change. */
    private void probe(TestHub mine) {
        Map<String, Verdict.State> said = new HashMap<>();
        while (!over && mine.equals(hub)) {
            List<PlannedCheck> now = checks;
            said.keySet().removeIf(id -> now.stream().noneMatch(c -> c.id().equals(id)));
            for (PlannedCheck check : now) {
                Verdict verdict = connect(check);
                if (verdict.state() != said.put(check.id(), verdict.state())) {
                    mine.director().post(new Input.Verdicts(List.of(verdict)));
                }
            }
            pause();
        }
    }

    private Verdict connect(PlannedCheck check) {
        if (undecided) {
            return new Verdict(check.id(), Verdict.State.UNKNOWN, "not probed yet", Instant.EPOCH, Share.WHOLE,
                    Optional.of(new Verdict.Inconclusive("the plugin throws", Instant.now())));
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(check.target().address()),
                    check.target().port()), 1000);
            return new Verdict(check.id(), Verdict.State.UP, "connected", Instant.now());
        } catch (IOException e) {
            return new Verdict(check.id(), Verdict.State.DOWN, "REFUSED: " + e.getMessage(), Instant.now());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError("waited too long", e);
        }
    }

    private HubReport.Fitness say(Role role) throws IOException {
        pulse.send(new PulseReport.RoleConfirmed(role, 10_000, new Reason.Said("the test says so"), System.nanoTime()));
        return TestHub.fitness(pulse);
    }

    /** Says the role until something holds, as pulse does. */
    private HubReport.Fitness sayUntil(Role role, java.util.function.Predicate<HubReport.Fitness> wanted)
            throws IOException {
        HubReport.Fitness answer = say(role);
        while (!wanted.test(answer)) {
            pause();
            answer = say(role);
        }
        return answer;
    }

    private List<DirectorSnapshot.FailoverStatus> services() {
        var answer = new CompletableFuture<Message.Status>();
        hub.director().post(new Input.Status(answer));
        return answer.join().snapshot().failovers();
    }

    private DirectorSnapshot.FailoverStatus web() {
        return services().getFirst();
    }

    private void awaitState(String state) {
        while (services().stream().noneMatch(s -> s.state().equals(state))) {
            pause();
        }
    }

    private ProcessHandle server() throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("server.pid")).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private List<String> told(String subject) {
        var answer = new CompletableFuture<List<Event>>();
        hub.director().post(new Input.Events(1000, answer, _ -> {}));
        return answer.join().stream().filter(e -> e.subject().equals(subject))
                .map(e -> (e.kind().mailed() ? "mail " : "") + e.line()).toList();
    }

    @Test
    void itRunsWhereTheRoleIsAndTheRoleIsGivenUpWhenItIsStopped() throws Exception {
        sayUntil(Role.STANDBY, f -> f.inForce() == Role.STANDBY);
        assertThat(calls()).as("what may run is stopped (docs/piranha.md, F1)").containsExactly("stop");
        assertThat(web().state()).isEqualTo("stopped");
        assertThat(sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE).trouble()).isEmpty();
        assertThat(addresses.held()).hasSize(1);
        awaitState("running");
        assertThat(web()).extracting(DirectorSnapshot.FailoverStatus::checked, DirectorSnapshot.FailoverStatus::why)
                .containsExactly("TCP 127.0.0.1:" + port, "connected");
        assertThat(plane.table().entries()).as("nothing is balanced").isEmpty();
        ProcessHandle server = server();
        script("stop", """
                echo stop >> calls
                while [ ! -e go ]; do sleep 0.1; done
                kill $(cat server.pid)
                rm -f server.pid
                """);
        sayUntil(Role.STANDBY, _ -> addresses.held().isEmpty());
        assertThat(server.isAlive()).as("its address leaves first").isTrue();
        var _ = Files.createFile(folder.resolve("go"));
        sayUntil(Role.STANDBY, f -> f.inForce() == Role.STANDBY);
        assertThat(folder.resolve("server.pid")).as("in force when it is stopped, not before").doesNotExist();
        server.onExit().get(60, TimeUnit.SECONDS);
        assertThat(calls()).containsExactly("stop", "start", "stop");
        assertThat(checks).as("a standby judges nothing").isEmpty();
    }

    @Test
    void aServiceThatDiesMakesTheDirectorUnfitAndItIsStartedAgain() throws Exception {
        write(block("start", "stop").replace("timeout = 30", "timeout = 3"));
        reload();
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        awaitState("running");
        server().destroyForcibly();
        HubReport.Fitness unfit = sayUntil(Role.ACTIVE, f -> !f.trouble().isEmpty());
        assertThat(unfit.trouble()).startsWith("service web failed here: REFUSED");
        assertThat(told("service web")).anyMatch(l -> l.startsWith("mail service web: running -> failed (REFUSED")
                && l.contains("started again here in "));
        sayUntil(Role.ACTIVE, f -> f.trouble().isEmpty());
        assertThat(told("service web")).last().asString().startsWith("mail service web: ")
                .endsWith(" -> running (connected)");
        assertThat(calls()).as("on a slow machine more than once").startsWith("stop", "start", "stop", "start");
    }

    @Test
    void aServiceWhoseCheckNeverDecidesIsToldAsAnOutageAndStaysWhereItIs() throws Exception {
        undecided = true;
        write(block("start", "stop").replace("timeout = 30", "timeout = 1"));
        reload();
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        awaitState("not judged");
        assertThat(web().why()).isEqualTo("whether it answers is not known; not judged now: the plugin throws");
        assertThat(told("service web")).last().asString()
                .startsWith("mail service web: started -> not judged (the plugin throws); ");
        assertThat(say(Role.ACTIVE).trouble()).as("the partner may judge no better").isEmpty();
        undecided = false;
        awaitState("running");
        assertThat(told("service web")).last().isEqualTo("mail service web: not judged -> running (connected)");
        assertThat(calls()).containsExactly("stop", "start");
    }

    @Test
    void aCommandThatHangsIsKilledAndTold() throws Exception {
        script("hang", "echo $$ > hang.pid\nsleep 600\n");
        write(block("hang", "stop").replace("command_timeout = 60", "command_timeout = 5"));
        reload();
        HubReport.Fitness unfit = sayUntil(Role.ACTIVE, f -> !f.trouble().isEmpty());
        assertThat(unfit.trouble()).contains("start_cmd " + folder.resolve("hang"),
                "did not end within 5 s and was killed");
        long pid = Long.parseLong(Files.readString(folder.resolve("hang.pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(told("service web")).anyMatch(l -> l.startsWith("mail service web: starting -> failed (start_cmd"));
    }

    @Test
    void aKillOfTheHubCostsNothingAndTheNextOneGoesOn() throws Exception {
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        awaitState("running");
        ProcessHandle server = server();
        pulse.close();
        hub.server().close();
        start();
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        awaitState("running");
        assertThat(server().pid()).isEqualTo(server.pid());
        assertThat(server.isAlive()).isTrue();
        assertThat(calls()).containsExactly("stop", "start");
        sayUntil(Role.STANDBY, f -> f.inForce() == Role.STANDBY);
        server.onExit().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aStartOfTheMachineForgetsWhatRan() throws Exception {
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        awaitState("running");
        Path file = folder.resolve("failover.json");
        String left = Files.readString(file);
        end();
        over = false;
        Files.writeString(file, left.replace("\"boot\":\"boot\"", "\"boot\":\"an earlier one\""));
        start();
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        awaitState("running");
        assertThat(calls()).containsExactly("stop", "start", "stop", "stop", "start");
    }

    @Test
    void aReloadStopsWhatIsRemovedAndStartsWhatIsNew() throws Exception {
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        awaitState("running");
        ProcessHandle server = server();
        String block = block("start", "stop");
        write(block.replace("active = 1", "active = 0"));
        assertThat(reload().ok()).isTrue();
        server.onExit().get(60, TimeUnit.SECONDS);
        while (!services().isEmpty()) {
            pause();
        }
        assertThat(addresses.held()).isEmpty();
        write(block);
        reload();
        awaitState("running");
        assertThat(addresses.held()).hasSize(1);
        assertThat(calls()).containsExactly("stop", "start", "stop", "stop", "start");
    }

    @Test
    void servicesThatWereBalancedLeaveTheTable() throws Exception {
        Files.writeString(folder.resolve("lvs.cf"), """
                network = direct
                virtual old {
                  active = 1
                  address = 10.0.0.9 eth0:2
                  server s1 {
                    active = 1
                    address = 10.0.0.11
                  }
                }
                """ + block("start", "stop"));
        reload();
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        assertThat(plane.table().entries()).hasSize(1);
        assertThat(addresses.held()).extracting(a -> a.address().getHostAddress()).containsExactly("10.0.0.9");
        write(block("start", "stop"));
        assertThat(reload().ok()).isTrue();
        awaitState("running");
        assertThat(plane.table().entries()).isEmpty();
        sayUntil(Role.ACTIVE, _ -> addresses.held().stream()
                .map(a -> a.address().getHostAddress()).toList().equals(List.of("127.0.0.1")));
    }

    private Message.Answer reload() {
        var answer = new CompletableFuture<Message.Answer>();
        hub.director().post(new Input.Reload(answer));
        return answer.join();
    }

    @Test
    void aCleanStopStopsIt() throws Exception {
        sayUntil(Role.ACTIVE, f -> f.inForce() == Role.ACTIVE);
        awaitState("running");
        ProcessHandle server = server();
        hub.stop();
        server.onExit().get(60, TimeUnit.SECONDS);
        assertThat(calls()).containsExactly("stop", "start", "stop");
        start();
    }
}
