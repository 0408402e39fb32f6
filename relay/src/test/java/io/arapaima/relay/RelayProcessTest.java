package io.arapaima.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.IpvsadmRules;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RelayProcessTest {
    private static final int MANY = 5_000;
    /** Two sockets for each connection in this process, which is client and real server at once; and its own files. */
    private static final int FILES_NEEDED = 2 * MANY + 500;

    @TempDir
    Path folder;

    @Test
    void fiveThousandConnectionsAtOnceAllAnswer() throws Exception {
        assertThat(ManagementFactory.getOperatingSystemMXBean()).isInstanceOfSatisfying(UnixOperatingSystemMXBean.class,
                unix -> assertThat(unix.getMaxFileDescriptorCount())
                        .as("ulimit -n; raise its hard limit to " + FILES_NEEDED)
                        .isGreaterThanOrEqualTo(FILES_NEEDED));
        List<Socket> visitors = new ArrayList<>();
        try (var relay = RelayProcess.start(folder);
                var control = relay.connect();
                Backend a = Backend.echo("127.0.0.1");
                Backend b = Backend.echo("127.0.0.2");
                Backend c = Backend.echo("127.0.0.3")) {
            int port = Backend.freePort("127.0.0.10");
            apply(control, "-A -t 127.0.0.10:" + port + " -s wlc",
                    "-a -t 127.0.0.10:" + port + " -r " + a.rule() + " -m -w 2",
                    "-a -t 127.0.0.10:" + port + " -r " + b.rule() + " -m -w 2",
                    "-a -t 127.0.0.10:" + port + " -r " + c.rule() + " -m -w 1");
            for (int i = 0; i < MANY; i++) {
                visitors.add(new Socket(InetAddress.ofLiteral("127.0.0.10"), port));
                visitors.getLast().setSoTimeout(Backend.READ_LIMIT_MILLIS);
            }
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < MANY; i++) {
                    new DataOutputStream(visitors.get(i).getOutputStream()).writeLong(round * 1_000_000L + i);
                }
                for (int i = 0; i < MANY; i++) {
                    assertThat(new DataInputStream(visitors.get(i).getInputStream()).readLong())
                            .isEqualTo(round * 1_000_000L + i);
                }
            }
            assertThat(control.connections().values().stream().map(Connections::active).toList()).containsExactly(2000L,
                    2000L,
                    1000L);
            assertThat(relay.process.isAlive()).isTrue();
        } finally {
            for (Socket visitor : visitors) {
                visitor.close();
            }
        }
    }

    @Test
    void itSaysItsVersionItsUsageAndWhatIsWrongWithItsOptions() throws Exception {
        for (var expected : Map.of("--version", "relay ", "--help", "Usage: relay --socket=PATH").entrySet()) {
            assertThat(output(0, expected.getKey())).startsWith(expected.getValue());
        }
        assertThat(output(2)).startsWith("relay: --socket=PATH is missing\nUsage: relay ");
        assertThat(output(2, "--sockt=x"))
                .isEqualTo("relay: bad argument --sockt: unknown option\nPossible solutions: --socket\n");
        assertThat(output(2, "--orphan-limit", "0"))
                .startsWith("relay: bad argument --orphan-limit=0: it is 1 to 86400 seconds\nUsage: ");
        assertThat(output(3, "--socket", folder.resolve("missing/relay.sock").toString()))
                .contains("make its folder writable or choose another path by --socket");
    }

    @Test
    void aSecondRelayEndsWithASentenceAndTheFirstGoesOn() throws Exception {
        try (var relay = RelayProcess.start(folder); var control = relay.connect()) {
            assertThat(output(3, "--socket", relay.socket.toString()))
                    .isEqualTo("relay: another relay serves " + relay.socket
                            + "; end that one by the word quit or choose another path by --socket\n");
            assertThat(control.table().entries()).isEmpty();
        }
        try (var next = RelayProcess.start(folder)) {
            assertThat(next.process.isAlive()).as("after a kill -9, whose socket and lock stayed behind").isTrue();
        }
    }

    @Test
    void itEndsByItselfWhenOrphanedAndLeavesNothing() throws Exception {
        try (var relay = RelayProcess.start(folder, "--orphan-limit", "1")) {
            assertThat(relay.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(relay.process.exitValue()).isZero();
            assertThat(relay.socket).doesNotExist();
            assertThat(folder.resolve("relay.sock.lock")).doesNotExist();
            assertThat(folder.resolve("relay.log")).content()
                    .contains("nobody has been on " + relay.socket + " for 1 s");
        }
    }

    @Test
    void aSignalEndsItAndLeavesNoSocket() throws Exception {
        try (var relay = RelayProcess.start(folder)) {
            relay.process.destroy();
            assertThat(relay.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(relay.process.exitValue()).isZero();
            assertThat(relay.socket).doesNotExist();
        }
    }

    private String output(int exitCode, String... options) throws Exception {
        Path log = folder.resolve("output");
        Process process = RelayProcess.spawn(log, options);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(exitCode);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }

    private static void apply(RelayClient control, String... rules) throws IOException, ParseException {
        List<Change> changes = new ArrayList<>();
        for (String rule : rules) {
            changes.add(IpvsadmRules.parse(rule));
        }
        assertThat(control.apply(changes)).isEmpty();
    }
}
