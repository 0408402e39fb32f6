package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.testkit.FreePort;
import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.PulseReport;
import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.reason.Role;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real pulse processes on two loopback addresses, each with a hub that has no addresses. */
class PulsePairTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** A busy machine is no subject here. */
    private static final Duration DEADTIME = Duration.ofSeconds(3);
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");

    @TempDir
    private Path folder;
    private final TestPrograms programs = new TestPrograms();
    private final List<Process> started = new ArrayList<>();
    private int port;

    @BeforeEach
    void aFreePort() throws IOException {
        port = FreePort.ofAll("127.0.1.1", "127.0.1.2");
    }

    @AfterEach
    void endAll() {
        programs.close();
    }

    @Test
    void theRoleMovesAtOnceWhenTheProcessDiesAndOnlyThen() throws Exception {
        Path file = file("one", key("one"));
        Process primary = start("primary", "127.0.1.1", file);
        await("primary", s -> s.role() == Role.ACTIVE);
        Process backup = start("backup", "127.0.1.2", file);
        await("backup", s -> s.role() == Role.STANDBY && s.partners().getFirst().state().equals("active"));

        flood();
        assertThat(snapshot("primary").role()).isEqualTo(Role.ACTIVE);
        assertThat(snapshot("backup").role()).isEqualTo(Role.STANDBY);

        long kill = System.nanoTime();
        primary.destroyForcibly();
        await("backup", s -> s.role() == Role.ACTIVE);
        assertThat(snapshot("backup").cause()).as("not by silence").contains("its process died");
        assertThat(sinceLastRole("backup", kill)).as("takeover after kill -9").isLessThan(DEADTIME);

        primary.waitFor();
        start("primary", "127.0.1.1", file);
        await("primary", s -> s.partners().getFirst().state().equals("active") && s.troubles().isEmpty());
        await("backup", s -> s.partners().getFirst().state().equals("standby"));
        assertThat(switchOver("primary").ok()).isFalse();
        assertThat(switchOver("backup").lines()).first().asString().contains("primary", "has the role after");
        assertThat(snapshot("primary").cause()).endsWith("leaves the role to us, switch-over by "
                + System.getProperty("user.name") + ": kernel update");

        long stop = System.nanoTime();
        started.getLast().destroy();
        await("backup", s -> s.role() == Role.ACTIVE && s.cause().contains("said goodbye"));
        assertThat(sinceLastRole("backup", stop)).as("takeover after a clean stop").isLessThan(DEADTIME);
        assertThat(backup.isAlive()).isTrue();
    }

    @Test
    void aPartnerWithAnotherKeyIsNamed() throws Exception {
        start("primary", "127.0.1.1", file("one", key("one")));
        start("backup", "127.0.1.2", file("two", key("two")));
        await("primary", s -> s.troubles().stream().anyMatch(t -> t.contains("another heartbeat_key")));
        await("backup", s -> s.troubles().stream().anyMatch(t -> t.contains("another heartbeat_key")));
    }

    @Test
    void ofTwoThatDoNotUnderstandEachOtherTheOneThatServesGoesOn() throws Exception {
        Path file = file("one", key("one"));
        Process primary = start("primary", "127.0.1.1", file);
        await("primary", s -> s.role() == Role.ACTIVE);
        start("backup", "127.0.1.2", file("two", key("two")));
        await("backup", s -> s.troubles().stream().anyMatch(t -> t.contains("stands back")));
        signal(primary, "KILL");
        await("backup", s -> s.role() == Role.ACTIVE);
        start("primary", "127.0.1.1", file);
        await("primary", s -> s.troubles().stream().anyMatch(t -> t.contains("stands back")));
        await("backup", s -> s.troubles().stream().anyMatch(t -> t.contains("another heartbeat_key")));
        Thread.sleep(DEADTIME.plusSeconds(1));
        await("backup", s -> s.role() == Role.ACTIVE);
        await("primary", s -> s.role() == Role.STANDBY);
    }

    @Test
    void theWinnerOfASplitHasItsHubAnnounceAgain() throws Exception {
        Path file = file("one", key("one"));
        Process primary = start("primary", "127.0.1.1", file);
        await("primary", s -> s.role() == Role.ACTIVE);
        start("backup", "127.0.1.2", file);
        await("backup", s -> s.partners().getFirst().state().equals("active") && s.troubles().isEmpty());
        signal(primary, "STOP");
        await("backup", s -> s.role() == Role.ACTIVE);
        Path announced = folder.resolve("backup").resolve("announced");
        assertThat(announced).as("nobody else is known to be active").doesNotExist();
        signal(primary, "CONT");
        await("primary", s -> s.role() == Role.STANDBY);
        await("backup", s -> s.role() == Role.ACTIVE && Files.exists(announced));
    }

    @Test
    void maintenanceGivesTheRoleAwayAndOutlastsARestart() throws Exception {
        Path file = file("one", key("one"));
        Process primary = start("primary", "127.0.1.1", file);
        await("primary", s -> s.role() == Role.ACTIVE);
        assertThat(maintenance("primary", false).lines()).containsExactly("this director is not in maintenance");
        Process backup = start("backup", "127.0.1.2", file);
        await("primary", s -> s.partners().getFirst().state().equals("standby"));
        assertThat(maintenance("primary", true).lines()).first().asString().contains("backup", "has the role after");
        String inMaintenance = "in maintenance by " + System.getProperty("user.name") + ": new disk";
        assertThat(snapshot("backup").cause()).endsWith("leaves the role to us, " + inMaintenance);
        await("backup", s -> s.partners().getFirst().state().equals("standby, " + inMaintenance));
        assertThat(snapshot("backup").troubles())
                .anyMatch(t -> t.contains("in maintenance: by " + System.getProperty("user.name") + ": new disk"))
                .noneMatch(t -> t.contains("unfit"));
        assertThat(maintenance("primary", true).ok()).isFalse();
        assertThat(maintenance("primary", true).lines()).first().asString().contains("already in maintenance",
                "new disk");

        primary.destroyForcibly().waitFor();
        start("primary", "127.0.1.1", file);
        await("primary", s -> s.troubles().stream().anyMatch(t -> t.contains("new disk")));
        await("primary", s -> s.partners().getFirst().state().equals("active"));
        backup.destroyForcibly();
        await("primary", s -> s.troubles().stream().anyMatch(t -> t.contains("NOBODY SERVES")));
        assertThat(snapshot("primary").role()).isEqualTo(Role.STANDBY);
        assertThat(maintenance("primary", false).ok()).isTrue();
        await("primary", s -> s.role() == Role.ACTIVE && s.troubles().stream().noneMatch(t -> t.contains("disk")));
        assertThat(maintenance("primary", true).lines()).first().asString().contains("keeps serving");
        assertThat(snapshot("primary").role()).isEqualTo(Role.ACTIVE);
    }

    /** The agent kills the process that stands still, as a switch does with a machine. */
    @Test
    void aSilentPartnerIsFencedAndThenItsRoleIsTaken() throws Exception {
        Path agent = folder.resolve("agent");
        Files.writeString(agent, "#!/bin/sh\nwhile read line; do case $line in pidfile=*) kill -9 $(cat ${line#*=});; "
                + "action=monitor) exit 0;; esac; done\n");
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwx------"));
        Path file = file("one", key("one"));
        Files.writeString(file, "fence_agent = " + agent + "\nprimary_fence = \"pidfile="
                + folder.resolve("primary").resolve("pulse.pid") + "\"\n", StandardOpenOption.APPEND);
        Process primary = start("primary", "127.0.1.1", file);
        await("primary", s -> s.role() == Role.ACTIVE);
        start("backup", "127.0.1.2", file);
        await("backup", s -> s.partners().getFirst().state().equals("active") && s.troubles().isEmpty());
        assertThat(((Message.Answer) ask("backup", new PulseRequest.FenceTest())).lines())
                .containsExactly("primary 127.0.1.1: its fence device answers");
        assertThat(((Message.Answer) ask("primary", new PulseRequest.FenceTest())).ok()).as("no backup_fence")
                .isFalse();
        signal(primary, "STOP");
        await("backup", s -> s.role() == Role.ACTIVE);
        assertThat(snapshot("backup").cause()).contains("silent for", ", and fenced");
        assertThat(primary.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    @Test
    void aLetterOfHalfAMegabyteReachesThePartnersHubAndNoBeatWaits() throws Exception {
        Path file = file("one", key("one"));
        start("primary", "127.0.1.1", file);
        await("primary", s -> s.role() == Role.ACTIVE);
        start("backup", "127.0.1.2", file);
        await("backup", s -> s.partners().getFirst().state().equals("active") && s.troubles().isEmpty());
        PulseSnapshot before = snapshot("backup");
        Random random = new Random(1);
        StringBuilder letter = new StringBuilder();
        random.ints(500_000, 'A', 'Z').forEach(c -> letter.append((char) c));

        assertThat(ask("backup", new PulseRequest.Push(true, letter.toString()))).isEqualTo(new Message.Answer(true,
                List.of("primary 127.0.1.1: from backup 127.0.1.2", "primary 127.0.1.1: second line")));
        assertThat(folder.resolve("primary").resolve("delivered")).content().isEqualTo(letter.toString());
        for (String name : List.of("primary", "backup")) {
            PulseSnapshot after = snapshot(name);
            assertThat(after.punctuality().longest()).as("lateness of " + name).isLessThan(after.deadtime());
        }
        assertThat(snapshot("primary").role()).isEqualTo(Role.ACTIVE);
        assertThat(snapshot("backup").cause()).as("no role was taken meanwhile").isEqualTo(before.cause());
        assertThat(((Message.Answer) ask("primary", new PulseRequest.Push(false, "x"))).ok()).as("the hub's no")
                .isFalse();

        started.getLast().destroyForcibly().waitFor();
        assertThat(((Message.Answer) ask("primary", new PulseRequest.Push(false, "x"))).lines()).first().asString()
                .contains("not reached at 127.0.1.2 by TCP").contains("firewall");
    }

    @Test
    void withoutAKeyNothingIsPushed() throws Exception {
        Path file = file("one", key("one"));
        Files.writeString(file, Files.readString(file).replaceAll("heartbeat_key.*", ""));
        start("primary", "127.0.1.1", file);
        await("primary", s -> s.role() == Role.ACTIVE);
        start("backup", "127.0.1.2", file);
        await("backup", s -> s.partners().getFirst().state().equals("active"));
        assertThat(((Message.Answer) ask("primary", new PulseRequest.Push(true, "x"))).lines()).first().asString()
                .contains("share a heartbeat_key");
        assertThat(folder.resolve("backup").resolve("delivered")).doesNotExist();
    }

    /** Garbage from a stranger and, with the right header, from the partner's own address; beats must not notice. */
    private void flood() throws IOException, InterruptedException {
        var random = new Random(1);
        var target = InetAddress.ofLiteral("127.0.1.2");
        try (var stranger = new DatagramSocket()) {
            for (int i = 0; i < 20_000; i++) {
                byte[] garbage = new byte[1 + random.nextInt(300)];
                random.nextBytes(garbage);
                stranger.send(new DatagramPacket(garbage, garbage.length, target, port));
            }
        }
        await("backup", s -> s.garbage() > 1000);
    }

    private Path key(String name) throws IOException {
        Path key = Files.writeString(folder.resolve(name + ".key"), "0123456789abcdef" + name);
        return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private Path file(String name, Path key) throws IOException {
        return Files.writeString(folder.resolve(name + ".cf"), """
                primary = 127.0.1.1
                backup = 127.0.1.2
                backup_active = 1
                deadtime = %dms
                heartbeat_port = %d
                heartbeat_key = %s
                virtual web {
                  active = 1
                  address = 127.0.1.9 lo
                }
                """.formatted(DEADTIME.toMillis(), port, key));
    }

    private Process start(String name, String self, Path file) throws IOException {
        Path hub = folder.resolve("hub.sh");
        if (!Files.exists(hub)) {
            Files.writeString(hub, "#!/bin/sh\nexec " + JAVA + " -XX:TieredStopAtLevel=1 -cp '" + CLASSES + "' "
                    + HubDouble.class.getName() + " \"$@\"\n");
            Files.setPosixFilePermissions(hub, PosixFilePermissions.fromString("rwx------"));
        }
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(JvmFlags.of("pulse"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", CLASSES, Main.class.getName(), "-c", file.toString(),
                "--run-dir=" + folder.resolve(name), "--state-dir=" + folder.resolve(name), "--self=" + self,
                "--lvs=" + hub));
        Process process = programs.start(output(name), command);
        started.add(process);
        return process;
    }

    private Path output(String name) {
        return folder.resolve(name + ".log");
    }

    private Message ask(String name, Message question) throws IOException {
        try (IpcConnection pulse = IpcConnection.connect(folder.resolve(name).resolve("pulse.sock"))) {
            pulse.send(new Message.Hello("test", "1", ProcessHandle.current().pid()));
            pulse.send(question);
            return pulse.receive();
        }
    }

    private PulseSnapshot snapshot(String name) throws IOException {
        return ((PulseReport.PulseStatus) ask(name, new PulseRequest.PulseQuery())).snapshot();
    }

    private Message.Answer maintenance(String name, boolean on) throws IOException {
        return (Message.Answer) ask(name, new PulseRequest.Maintenance(on, "new disk"));
    }

    private Message.Answer switchOver(String name) throws IOException {
        return (Message.Answer) ask(name, new PulseRequest.SwitchOver("kernel update"));
    }

    private void await(String name, Predicate<PulseSnapshot> wish) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            try {
                PulseSnapshot snapshot = snapshot(name);
                if (wish.test(snapshot)) {
                    return;
                }
                last = snapshot.toString();
            } catch (IOException e) {
                last = e.toString();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError(name + " did not come to it: " + last + "; the processes: " + started + "\n"
                + Files.readString(output(name)));
    }

    private Duration sinceLastRole(String name, long moment) throws IOException {
        String last = Files.readAllLines(folder.resolve(name).resolve("roles")).getLast();
        return Duration.ofNanos(Long.parseLong(last.substring(0, last.indexOf(' '))) - moment);
    }
}
