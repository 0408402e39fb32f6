package io.arapaima.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.Traffic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control socket and the client that drives it. */
@Timeout(180)
class ControlTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    /** Stands still unless a test moves it. */
    private final AtomicLong clock = new AtomicLong();
    private Path socket;
    private Relay relay;
    private ControlServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        socket = folder.resolve("relay.sock");
        relay = new Relay(Limits.of(1000), System::nanoTime);
        server = new ControlServer(socket, clock::get);
        port = Backend.freePort("127.0.0.10");
    }

    @AfterEach
    void stop() {
        relay.close();
        server.close();
    }

    @Test
    void aTableIsAppliedReadBackAndChanged() throws Exception {
        serve(LONG);
        try (RelayClient client = RelayClient.connect(socket)) {
            List<String> rules = List.of("-A -t 127.0.0.10:" + port + " -s wlc -p 300 -M 255.255.255.0",
                    "-a -t 127.0.0.10:" + port + " -r 127.0.0.1:80 -m -w 3",
                    "-a -t 127.0.0.10:" + port + " -r [::1]:80 -g -w 0");
            assertThat(client.apply(changes(rules))).isEmpty();
            assertThat(client.table()).isEqualTo(IpvsadmRules.parseTable(rules));
            assertThat(client.connections().values()).containsExactly(Connections.NONE, Connections.NONE);
            assertThat(client.apply(changes(List.of("-D -t 127.0.0.10:" + port)))).isEmpty();
            assertThat(client.table().entries()).isEmpty();
            assertThat(client.connections()).isEmpty();
            assertThat(client.apply(List.of())).isEmpty();
            assertThat(client.name()).isEqualTo("relay");
        }
    }

    @Test
    void aRefusedChangeStopsNoOtherAndSaysWhy() throws Exception {
        serve(LONG);
        try (RelayClient client = RelayClient.connect(socket)) {
            List<Change> changes = changes(
                    List.of("-A -u 127.0.0.10:53", "-A -t 127.0.0.10:" + port, "-A -t 192.0.2.1:80",
                            "-a -t 127.0.0.10:" + port + " -r 127.0.0.1:80"));
            assertThat(client.apply(changes)).containsExactly(
                    new Refusal(changes.get(0),
                            "relay forwards TCP only, not UDP 127.0.0.10:53; use data_plane = ipvs"),
                    new Refusal(changes.get(2),
                            "address 192.0.2.1 is not on this machine; add it or use data_plane = ipvs"));
            assertThat(client.table().entries()).singleElement()
                    .satisfies(entry -> assertThat(entry.destinations()).hasSize(1));
        }
    }

    @Test
    void aLargeBatchIsAnsweredWhole() throws Exception {
        serve(LONG);
        try (RelayClient client = RelayClient.connect(socket)) {
            List<String> rules = new ArrayList<>(List.of("-A -t 127.0.0.10:" + port));
            IntStream.range(1, 2000)
                    .forEach(i -> rules.add("-a -t 127.0.0.10:" + port + " -r 127.0.1." + i % 250 + ":" + i));
            assertThat(client.apply(changes(rules))).isEmpty();
            assertThat(client.apply(changes(rules))).hasSize(2000);
            assertThat(client.connections()).hasSize(1999);
        }
    }

    @Test
    void aPersonCanTypeIt() throws Exception {
        serve(LONG);
        assertThat(typed("help", "# a comment", "", "nonsense", "-A -t 127.0.0.10:" + port + " -s rr", "-a nonsense",
                "commit",
                "table", "-D -t 127.0.0.10:" + port))
                .contains("no \"nonsense\" is neither a rule nor a word of relay; try help",
                        "ok",
                        "no \"nonsense\" is not supported; there are -t -u --sctp-service -f -6 -s -p -M --pe -o -b -r -m -g -i -w "
                                + "-x -y --tun-type --tun-port --tun-nocsum --tun-csum --tun-remcsum",
                        "-A -t 127.0.0.10:" + port + " -s rr", ".");
        assertThat(typed("table")).as("what was not committed is dropped").hasSize(2);
    }

    @Test
    void anOverlongLineEndsTheTalkAndNotTheRelay() throws Exception {
        serve(LONG);
        assertThat(typed("x".repeat(LineReader.MAX_LINE + 1))).isEmpty();
        assertThat(typed("table")).containsExactly(".");
    }

    @Test
    void aNewClientAdoptsTheTableAndTheConnectionsOfOneThatDied() throws Exception {
        serve(LONG);
        try (Backend echo = Backend.echo("127.0.0.1"); var visitor = new Socket()) {
            visitor.setSoTimeout(Backend.READ_LIMIT_MILLIS);
            RelayClient first = RelayClient.connect(socket);
            first.apply(changes(List.of("-A -t 127.0.0.10:" + port + " -s rr",
                    "-a -t 127.0.0.10:" + port + " -r " + echo.rule() + " -m -w 1")));
            var before = first.table();
            visitor.connect(new InetSocketAddress("127.0.0.10", port));
            assertEchoes(visitor);
            first.close();
            try (RelayClient second = RelayClient.connect(socket)) {
                assertThat(second.table()).isEqualTo(before);
                assertThat(second.connections().values()).containsExactly(new Connections(1, 0));
                assertEchoes(visitor);
                assertThatThrownBy(first::table).isInstanceOf(DataPlaneException.class)
                        .hasMessageContaining("connect again");
            }
        }
    }

    @Test
    void whatGoesThroughIsCountedForServiceAndDestinationUntilItIsZeroed() throws Exception {
        serve(LONG);
        try (Backend echo = Backend.echo("127.0.0.1");
                var visitor = new Socket();
                RelayClient client = RelayClient.connect(socket)) {
            visitor.setSoTimeout(Backend.READ_LIMIT_MILLIS);
            client.apply(changes(List.of("-A -t 127.0.0.10:" + port + " -s rr",
                    "-a -t 127.0.0.10:" + port + " -r " + echo.rule() + " -m -w 1")));
            visitor.connect(new InetSocketAddress("127.0.0.10", port));
            assertEchoes(visitor);
            assertEchoes(visitor);
            Statistics read = client.traffic();
            assertThat(read.table()).isEqualTo(client.table());
            assertThat(read.connections().values()).containsExactly(new Connections(1, 0));
            assertThat(read.services().values()).containsExactlyElementsOf(read.destinations().values())
                    .singleElement().satisfies(t -> assertThat(List.of(t.connections(), t.packetsIn(), t.packetsOut(),
                            t.bytesIn(), t.bytesOut())).containsExactly(1L, 2L, 2L, 2L, 2L));
            assertThat(typedCounters(read)).isEqualTo(read);

            client.zero(read.services().keySet().stream().findFirst());
            assertThat(client.traffic().services().values()).containsExactly(Traffic.NONE);
            assertThat(client.traffic().destinations().values()).containsExactly(Traffic.NONE);
            assertEchoes(visitor);
            assertThat(client.traffic().services().values()).extracting(Traffic::bytesIn).containsExactly(1L);
            client.zero(Optional.empty());
            assertThat(client.traffic().services().values()).extracting(Traffic::bytesIn).containsExactly(0L);
            client.apply(changes(List.of("-D -t 127.0.0.10:" + port)));
            assertThatThrownBy(() -> client.zero(read.services().keySet().stream().findFirst()))
                    .hasMessageContaining("TCP 127.0.0.10:" + port + " is not in the table");
            assertThat(client.table().entries()).as("a refusal ends no conversation").isEmpty();
        }
    }

    private static Statistics typedCounters(Statistics read) throws ParseException {
        return TrafficLines.read(read.table(), TrafficLines.write(read));
    }

    @Test
    void aNewerClientReplacesTheOlder() throws Exception {
        serve(LONG);
        try (RelayClient older = RelayClient.connect(socket)) {
            older.table();
            try (RelayClient newer = RelayClient.connect(socket)) {
                newer.table();
                assertThatThrownBy(older::table).isInstanceOf(DataPlaneException.class)
                        .hasMessageContaining("cannot be asked");
                newer.table();
            }
        }
    }

    @Test
    void itEndsOnlyWhenNobodyWasThereForTheWholeLimit() throws Exception {
        Duration limit = Duration.ofMillis(400);
        Thread serving = serve(limit);
        RelayClient client = RelayClient.connect(socket);
        client.table();
        clock.addAndGet(limit.multipliedBy(10).toNanos());
        assertThat(serving.join(Duration.ofMillis(500))).as("ended while somebody is there").isFalse();
        client.close();
        assertThat(serving.join(Duration.ofMillis(500))).as("ended as soon as the client left").isFalse();
        clock.addAndGet(limit.toNanos());
        assertThat(serving.join(Duration.ofSeconds(60))).as("ended after the limit").isTrue();
    }

    @Test
    void quitEndsIt() throws Exception {
        Thread serving = serve(LONG);
        RelayClient.connect(socket).quit();
        serving.join(Duration.ofSeconds(60));
        assertThat(serving.isAlive()).isFalse();
        server.close();
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> RelayClient.connect(socket)).isInstanceOf(DataPlaneException.class)
                .hasMessageContaining("no relay listens on " + socket).hasMessageContaining("start one with");
    }

    @Test
    void aSecondRelayOnOneSocketIsRefused() {
        assertThatThrownBy(() -> new ControlServer(socket, System::nanoTime))
                .hasMessage("another relay serves " + socket
                        + "; end that one by the word quit or choose another path by --socket");
        serve(LONG);
        assertThat(socket).exists();
    }

    @Test
    void theLeftoverOfAKilledRelayIsReplacedAndAnotherFileIsNot() throws Exception {
        Path leftover = folder.resolve("leftover.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(leftover)).close();
        assertThat(leftover).exists();
        new ControlServer(leftover, System::nanoTime).close();
        Path precious = Files.writeString(folder.resolve("precious"), "data");
        assertThatThrownBy(() -> new ControlServer(precious, System::nanoTime))
                .hasMessageContaining("a file of another kind, which is left alone");
        assertThat(precious).hasContent("data");
    }

    @Test
    void onlyItsOwnerMayOpenTheSocket() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
    }

    private Thread serve(Duration orphanLimit) {
        return Thread.ofVirtual().start(() -> {
            try {
                server.serve(relay, orphanLimit);
            } catch (IOException | RuntimeException closedByTheTest) {
                assertThat(closedByTheTest).isNotNull();
            }
        });
    }

    private List<String> typed(String... lines) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        }
    }

    private static void assertEchoes(Socket visitor) throws IOException {
        visitor.getOutputStream().write(7);
        assertThat(visitor.getInputStream().read()).isEqualTo(7);
    }

    private static List<Change> changes(List<String> rules) throws ParseException {
        List<Change> changes = new ArrayList<>();
        for (String rule : rules) {
            changes.add(IpvsadmRules.parse(rule));
        }
        return changes;
    }
}
