package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.Role;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Two directors as processes on two loopback addresses, pulse and lvs-manager each, without a data plane: lvs.cf goes over. */
class PushPairTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");
    private static final String PRIMARY = "primary";
    private static final String BACKUP = "backup";

    @TempDir
    private Path folder;
    private final List<Process> started = new ArrayList<>();
    private String common = "";

    @BeforeEach
    void aKeyAndAPort() throws IOException {
        Path key = Files.writeString(folder.resolve("heartbeat.key"), "0123456789abcdef0123456789abcdef");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        int port = 12_000 + new Random().nextInt(20_000);
        while (!isFree(port, "127.0.3.1") || !isFree(port, "127.0.3.2")) {
            port++;
        }
        // A busy machine is no subject here, so deadtime is long.
        common = """
                primary = 127.0.3.1
                backup = 127.0.3.2
                backup_active = 1
                data_plane = none
                deadtime = 3
                heartbeat_port = %d
                heartbeat_key = %s
                """.formatted(port, key);
    }

    /** Below the ports that the kernel gives to whoever asks for any, so that nobody gets one before both have it. */
    private static boolean isFree(int port, String address) throws IOException {
        InetAddress at = InetAddress.ofLiteral(address);
        try (var _ = new ServerSocket(port, 1, at); var _ = new DatagramSocket(port, at)) {
            return true;
        } catch (BindException _) {
            return false;
        }
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFileGoesOverWhenItIsGoodAndNewerAndBothSeeWhatTheOtherRuns() throws Exception {
        write(PRIMARY, 41, "");
        write(BACKUP, 41, "");
        startBoth();

        write(PRIMARY, 42, "keepalive = 200ms\n");
        assertThat(hub(PRIMARY, new Message.PushFile(false)).lines().getFirst()).contains("edited and is not in force");
        assertThat(hub(PRIMARY, new Message.Reload()).ok()).isTrue();
        for (String name : List.of(PRIMARY, BACKUP)) {
            await(name, s -> s.troubles().stream().anyMatch(t -> t.contains("runs another lvs.cf: serial 4")));
        }
        Message.Answer pushed = hub(PRIMARY, new Message.PushFile(false));
        assertThat(pushed.ok()).as(pushed.toString()).isTrue();
        assertThat(pushed.lines().getFirst()).startsWith("backup 127.0.3.2: runs serial 42 (");
        assertThat(file(BACKUP)).hasSameTextualContentAs(file(PRIMARY));
        for (String name : List.of(PRIMARY, BACKUP)) {
            await(name, s -> s.troubles().isEmpty() && s.file().serial() == 42
                    && s.partners().getFirst().file().equals(s.file()));
        }
        await(BACKUP, s -> s.keepalive().equals(Duration.ofMillis(200)));

        write(BACKUP, 40, "# older\n");
        assertThat(hub(BACKUP, new Message.Reload()).ok()).isTrue();
        Message.Answer older = hub(BACKUP, new Message.PushFile(false));
        assertThat(older.ok()).isFalse();
        assertThat(older.lines().getFirst()).startsWith("primary 127.0.3.1: runs a newer lvs.cf: serial 42 (");
        assertThat(hub(BACKUP, new Message.PushFile(true)).ok()).isTrue();
        assertThat(file(PRIMARY)).hasSameTextualContentAs(file(BACKUP));
        assertThat(snapshot(PRIMARY).role()).as("a push moves no role").isEqualTo(Role.ACTIVE);
    }

    @Test
    void aFileThatThePartnerCannotUseIsRefusedWithItsLines() throws Exception {
        write(PRIMARY, 41, "");
        write(BACKUP, 41, "");
        startBoth();
        write(PRIMARY, 42, """
                virtual web {
                  active = 1
                  address = 10.0.0.9 eth0:1
                  check = lamp
                }
                """);
        assertThat(hub(PRIMARY, new Message.Reload()).ok()).isTrue();
        Message.Answer refused = hub(PRIMARY, new Message.PushFile(true));
        assertThat(refused.ok()).as("the partner has no such check").isFalse();
        assertThat(refused.lines().getFirst()).contains("refuses it and keeps serial 41 (");
        assertThat(refused.lines()).anyMatch(l -> l.contains("at line 12: ") && l.contains("lamp"));
        assertThat(file(BACKUP)).content().startsWith("serial_no = 41\n");
    }

    @Test
    void withSyncALargeFileGoesOverAfterAReloadWhileBeatsStayOnTime() throws Exception {
        write(PRIMARY, 41, "sync = 1\n");
        write(BACKUP, 41, "sync = 1\n");
        startBoth();
        StringBuilder large = new StringBuilder("sync = 1\n");
        var random = new Random(1);
        while (large.length() < 500_000) {
            large.append("# ").append(Long.toString(random.nextLong(), 36)).append('\n');
        }
        write(PRIMARY, 42, large.toString());
        assertThat(hub(PRIMARY, new Message.Reload()).ok()).isTrue();
        await(BACKUP, s -> s.file().serial() == 42);
        await(PRIMARY, s -> s.partners().getFirst().file().equals(s.file()));
        assertThat(file(BACKUP)).hasSameTextualContentAs(file(PRIMARY));
        for (String name : List.of(PRIMARY, BACKUP)) {
            assertThat(snapshot(name).punctuality().longest()).as("longest lateness of " + name)
                    .isLessThan(snapshot(name).deadtime());
        }
        assertThat(snapshot(PRIMARY).role()).isEqualTo(Role.ACTIVE);
    }

    private Path file(String name) {
        return folder.resolve(name).resolve("lvs.cf");
    }

    private void write(String name, int serial, String more) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(file(name), "serial_no = " + serial + "\n" + common + more + """
                virtual idle {
                  active = 1
                  address = 10.0.0.8 eth0:2
                }
                """);
    }

    /** The backup knows which checks there are: none. */
    private void startBoth() throws Exception {
        Path none = Files.writeString(folder.resolve("checks.json"), Json.write(new CheckCatalogue(List.of())));
        start(PRIMARY, "127.0.3.1", "-Darapaima.checks=/nonexistent");
        await(PRIMARY, s -> s.role() == Role.ACTIVE);
        start(BACKUP, "127.0.3.2", "-Darapaima.checks=" + none);
        await(BACKUP, s -> s.partners().getFirst().state().equals("active") && s.troubles().isEmpty());
        await(PRIMARY, s -> s.troubles().isEmpty());
    }

    private void start(String name, String self, String checks) throws IOException {
        Path nanny = script(name + "-nanny", "sleep 600");
        Path hub = script(name + "-hub", JAVA + " -Xmx128m -XX:TieredStopAtLevel=1 " + checks + " -Darapaima.launcher="
                + nanny + " -cp '" + CLASSES + "' io.arapaima.manager.Main \"$@\"");
        started.add(new ProcessBuilder(JAVA, "-XX:+UseSerialGC", "-Xmx32m", "-XX:TieredStopAtLevel=1", "-cp", CLASSES,
                "io.arapaima.pulse.Main", "-c", file(name).toString(), "--run-dir=" + folder.resolve(name),
                "--state-dir=" + folder.resolve(name), "--self=" + self, "--lvs=" + hub).inheritIO().start());
    }

    private Path script(String name, String command) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\nexec " + command + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Message ask(String name, String socket, Message question) throws IOException {
        try (IpcConnection daemon = IpcConnection.connect(folder.resolve(name).resolve(socket))) {
            daemon.send(new Message.Hello("test", "1", ProcessHandle.current().pid()));
            daemon.send(question);
            return daemon.receive();
        }
    }

    private Message.Answer hub(String name, Message question) throws IOException {
        return (Message.Answer) ask(name, "lvs-manager.sock", question);
    }

    private PulseSnapshot snapshot(String name) throws IOException {
        return ((Message.PulseStatus) ask(name, "pulse.sock", new Message.PulseQuery())).snapshot();
    }

    private void await(String name, Predicate<PulseSnapshot> wish) throws InterruptedException {
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
        throw new AssertionError(name + " did not come to it: " + last);
    }
}
