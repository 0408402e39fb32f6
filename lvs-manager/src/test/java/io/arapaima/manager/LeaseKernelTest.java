package io.arapaima.manager;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.reason.Reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.manager.addresses.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leases of a real process in a network of its own; the test is pulse, and whoever stops and kills. */
@Timeout(300)
class LeaseKernelTest {
    private static final String FILE = """
            network = direct
            virtual four {
              active = 1
              address = 10.0.0.9 eth0:1
            }
            virtual six {
              active = 1
              address = 2001:db8::9 eth0
            }
            """;
    private static final int LEASE_MILLIS = 3000;
    private static final int BEAT_MILLIS = 200;

    @TempDir
    Path folder = Path.of("");

    private volatile boolean beating = true;
    private final TestPrograms programs = new TestPrograms();
    @SuppressWarnings("NullAway.Init") // set before each test
    private Process hub;
    private @Nullable IpcConnection pulse;

    @BeforeEach
    void begin() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a network namespace");
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        hub = programs.start(folder.resolve("log"), List.of("unshare", "--net", "sh", "-c",
                "ip link add eth0 type veth peer name eth1 && ip link set eth1 up && ip link set eth0 up && exec '"
                        + java
                        + "' --enable-native-access=ALL-UNNAMED -cp '" + System.getProperty("java.class.path") + "' "
                        + LeaseVictim.class.getName() + " '" + folder + "'"));
        while (!log().contains("ready")) {
            assertThat(hub.isAlive()).as(() -> log()).isTrue();
            Thread.sleep(20);
        }
        IpcConnection connection = IpcConnection.connect(folder.resolve("hub"));
        pulse = connection;
        connection.send(new Message.Hello("pulse", "1", 1));
        Thread.startVirtualThread(() -> beat(connection));
        Thread.startVirtualThread(() -> listen(connection));
    }

    @AfterEach
    void end() {
        if (pulse != null) {
            pulse.close();
        }
        programs.close();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void beat(IpcConnection connection) {
        try {
            while (true) {
                if (beating) {
                    say(connection);
                }
                Thread.sleep(BEAT_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            // The test is over.
        }
    }

    private static void say(IpcConnection connection) throws IOException {
        connection.send(new PulseReport.RoleConfirmed(Role.ACTIVE, LEASE_MILLIS, new Reason.Said("the test says so"),
                System.nanoTime()));
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

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(hub.pid())).start().waitFor()).isZero();
    }

    /** How many of the two addresses are there. */
    private long held() throws Exception {
        Process ip = new ProcessBuilder("nsenter", "--net=/proc/" + hub.pid() + "/ns/net", "ip", "-o", "addr", "show",
                "dev", "eth0").redirectErrorStream(true).start();
        String said = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ip.waitFor()).as(said).isZero();
        return said.lines().filter(l -> l.contains(" 10.0.0.9/") || l.contains(" 2001:db8::9/")).count();
    }

    /** {@return how long it was otherwise for certain: to the beginning of the last look that saw it} */
    private Duration until(long wanted) throws Exception {
        long start = System.nanoTime();
        long look = start;
        long last = start;
        while (held() != wanted) {
            last = look;
            Thread.sleep(10);
            look = System.nanoTime();
        }
        return Duration.ofNanos(last - start);
    }

    private void stays(long wanted, Duration time) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            assertThat(held()).isEqualTo(wanted);
        }
    }

    @Test
    void aHubThatStoodStillHasLostItsAddressesAndOldWordsDoNotBringThemBack() throws Exception {
        until(2);
        stays(2, Lease.longestLife(Duration.ofMillis(LEASE_MILLIS)).plusSeconds(1));
        signal("STOP");
        Thread.sleep(3L * BEAT_MILLIS);
        beating = false;
        assertThat(until(0)).isLessThan(Lease.longestLife(Duration.ofMillis(LEASE_MILLIS)));
        signal("CONT");
        stays(0, Duration.ofSeconds(3));
        beating = true;
        until(2);
        stays(2, Duration.ofSeconds(2));
        beating = false;
        assertThat(until(0)).as("pulse is silent").isLessThan(Lease.longestLife(Duration.ofMillis(LEASE_MILLIS)));
    }

    /** A processor that others use: of the old words each takes longer to read than one that has to be waited for a moment. */
    @Test
    void oldWordsStayOldForAHubThatGetsTheProcessorInSlices() throws Exception {
        IpcConnection connection = Objects.requireNonNull(pulse);
        until(2);
        signal("STOP");
        beating = false;
        for (int i = 0; i < 50; i++) {
            say(connection);
        }
        assertThat(until(0)).isLessThan(Lease.longestLife(Duration.ofMillis(LEASE_MILLIS)));
        for (int i = 0; i < 50; i++) {
            signal("CONT");
            Thread.sleep(1);
            signal("STOP");
            assertThat(held()).isZero();
        }
        signal("CONT");
        stays(0, Duration.ofSeconds(2));
        beating = true;
        until(2);
    }
}
