package io.arapaima.manager;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.reason.Reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two directors on the relay, each a process with its relay in a network of its own, and a client beside them; the test is pulse. */
@Timeout(300)
class RelayPairTest {
    private static final String FILE = """
            data_plane = relay
            primary = 10.0.0.2
            backup = 10.0.0.3
            backup_active = 1
            virtual web {
              active = 1
              address = 10.0.0.9 eth0:1
              vip_nmask = 255.255.255.0
              port = 8080
              server s1 {
                address = 127.0.0.1
                port = 8001
                active = 1
              }
            }
            """;
    private static final String NETWORKS = """
            ip link set lo up
            ip link add br0 type bridge && ip link set br0 up && ip addr add 10.0.0.1/24 dev br0
            number=2
            for name in a b; do
                unshare --net sleep 300 &
                there=$!
                while [ "$(readlink /proc/$there/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
                ip link add v$name type veth peer name eth0 netns $there && ip link set v$name master br0 up
                nsenter --net=/proc/$there/ns/net sh -c "ip link set lo up; ip addr add 10.0.0.$number/24 dev eth0; ip link set eth0 up"
                echo $there >$name.pid
                number=3
            done
            echo up
            exec sleep 300
            """;
    private static final int LEASE_MILLIS = 3000;
    private static final int BEAT_MILLIS = 200;

    @TempDir
    Path folder = Path.of("");

    private final Map<String, Role> roles = new ConcurrentHashMap<>(Map.of("a", Role.STANDBY, "b", Role.STANDBY));
    private final TestPrograms programs = new TestPrograms();
    private final List<Process> processes = new ArrayList<>();
    private final List<IpcConnection> pulses = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a network namespace");
        String java = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' ";
        String classes = " -cp '" + System.getProperty("java.class.path") + "' ";
        Path launcher = Files.writeString(folder.resolve("launcher"),
                "#!/bin/sh\nshift\nexec " + java + JvmFlags.words("relay") + classes
                        + "io.arapaima.relay.Main \"$@\"\n");
        var _ = Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        start("networks", "unshare", "--net", "sh", "-c", NETWORKS);
        awaitLine("networks", "up");
        for (String name : roles.keySet()) {
            Path home = Files.createDirectory(folder.resolve(name));
            var _ = Files.writeString(home.resolve("lvs.cf"), FILE);
            start(name + ".log", "nsenter", "--net=/proc/" + pid(name) + "/ns/net", "sh", "-c", "exec " + java
                    + JvmFlags.words("lvs-manager") + classes + "-Darapaima.launcher=" + launcher + " "
                    + RelayVictim.class.getName() + " " + home + " " + name);
        }
        for (String name : roles.keySet()) {
            awaitLine(name + ".log", "ready");
            IpcConnection pulse = IpcConnection.connect(folder.resolve(name).resolve("hub"));
            pulses.add(pulse);
            pulse.send(new Message.Hello("pulse", "1", 1));
            Thread.startVirtualThread(() -> beat(name, pulse));
            Thread.startVirtualThread(() -> listen(pulse));
        }
    }

    private void start(String log, String... command) throws IOException {
        processes.add(programs.start(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())));
    }

    private void awaitLine(String log, String line) throws Exception {
        while (Files.readString(folder.resolve(log)).lines().noneMatch(line::equals)) {
            assertThat(processes).as(Files.readString(folder.resolve(log))).allMatch(Process::isAlive);
            Thread.sleep(20);
        }
    }

    private String pid(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".pid")).strip();
    }

    @AfterEach
    void end() {
        pulses.forEach(IpcConnection::close);
        programs.close();
    }

    private void beat(String name, IpcConnection pulse) {
        try {
            while (true) {
                Role role = roles.getOrDefault(name, Role.STANDBY);
                pulse.send(new PulseReport.RoleConfirmed(role, role == Role.ACTIVE ? LEASE_MILLIS : 0,
                        new Reason.Said("the test says so"),
                        System.nanoTime()));
                Thread.sleep(BEAT_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            // The test is over.
        }
    }

    private static void listen(IpcConnection connection) {
        try {
            while (true) {
                connection.receive();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** Who answers a client at the virtual address; something else when nobody does. */
    private String answer() throws Exception {
        return run("nsenter", "--net=/proc/" + processes.getFirst().pid() + "/ns/net", "timeout", "2", "bash", "-c",
                "exec 3<>/dev/tcp/10.0.0.9/8080 && cat <&3").strip();
    }

    private boolean listens(String name) throws Exception {
        return run("nsenter", "--net=/proc/" + pid(name) + "/ns/net", "ss", "-Hltn").contains(":8080 ");
    }

    private boolean holds(String name) throws Exception {
        return run("nsenter", "--net=/proc/" + pid(name) + "/ns/net", "ip", "-o", "addr").contains(" 10.0.0.9/");
    }

    private void awaitAnswer(String name) throws Exception {
        while (!answer().equals(name)) {
            Thread.sleep(50);
        }
    }

    private void awaitQuiet(String name) throws Exception {
        while (listens(name) || holds(name)) {
            Thread.sleep(50);
        }
    }

    @Test
    void addressPortAndClientsFollowTheRole() throws Exception {
        awaitQuiet("a");
        awaitQuiet("b");
        roles.put("a", Role.ACTIVE);
        awaitAnswer("a");
        assertThat(listens("b")).as("a standby's relay has no port").isFalse();
        assertThat(holds("b")).isFalse();
        roles.put("a", Role.STANDBY);
        roles.put("b", Role.ACTIVE);
        awaitAnswer("b");
        awaitQuiet("a");
        roles.put("b", Role.STANDBY);
        roles.put("a", Role.ACTIVE);
        awaitAnswer("a");
        awaitQuiet("b");
    }
}
