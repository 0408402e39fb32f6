package io.arapaima.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relay between real sockets on loopback. */
@Timeout(180)
class RelayTest {
    private static final Limits LIMITS = new Limits(20, Duration.ofSeconds(30), Duration.ofMinutes(15),
            Duration.ofMinutes(2));
    private static final String VIP = "127.0.0.10";
    /** No test may hang: a blocked read of a socket hears no interrupt. */
    private static final int READ_LIMIT_MILLIS = 60_000;

    private final List<AutoCloseable> open = new ArrayList<>();
    /** Added to the real clock, so that a test may let hours pass. */
    private final AtomicLong skipped = new AtomicLong();
    private Relay relay;
    private int port;

    @BeforeEach
    void start() throws IOException {
        relay = new Relay(LIMITS, () -> System.nanoTime() + skipped.get());
        port = Backend.freePort(VIP);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        relay.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyByteArrivesInOrderBothWaysAtOnce(long seed) throws Exception {
        serve("rr", Backend.echo("127.0.0.1"));
        var random = new Random(seed);
        byte[] sent = new byte[random.nextInt(6_000_000)];
        random.nextBytes(sent);
        Socket client = connect();
        Thread writer = Thread.ofVirtual().start(() -> writeInPieces(client, sent, new Random(seed)));
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
        writer.join();
        await(() -> counts().equals(List.of(Connections.NONE)));
    }

    @Test
    void aSlowReaderHoldsItsWriterBackAndStillGetsEverything() throws Exception {
        var written = new AtomicLong();
        // More than four buffers of the kernel can hold: tcp_rmem and tcp_wmem allow up to 32 MiB each.
        int blocks = 4000;
        serve("rr", new Backend("127.0.0.1", server -> {
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < blocks; i++) {
                block[0] = (byte) i;
                server.getOutputStream().write(block);
                written.addAndGet(block.length);
            }
        }));
        Socket client = connect();
        long before;
        do {
            before = written.get();
            Thread.sleep(300);
        } while (before == 0 || before != written.get());
        assertThat(written.get()).as("what fits into the buffers of the kernel").isLessThan(blocks * 64L * 1024);
        for (int i = 0; i < blocks; i++) {
            byte[] block = client.getInputStream().readNBytes(64 * 1024);
            assertThat(block).as("block %d", i).hasSize(64 * 1024).startsWith((byte) i);
        }
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aClosedHalfLeavesTheOtherOpenAndCountsAsInactive() throws Exception {
        Backend server = serve("rr", Backend.holding("127.0.0.1"));
        Socket client = connect();
        Socket arrived = server.next();
        assertThat(counts()).containsExactly(new Connections(1, 0));
        client.getOutputStream().write("question".getBytes(StandardCharsets.UTF_8));
        client.shutdownOutput();
        assertThat(arrived.getInputStream().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("question");
        await(() -> counts().equals(List.of(new Connections(0, 1))));
        arrived.getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
        arrived.close();
        assertThat(client.getInputStream().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("answer");
        await(() -> counts().equals(List.of(Connections.NONE)));
    }

    @Test
    void aResetIsPassedOnBothWays() throws Exception {
        Backend server = serve("rr", Backend.holding("127.0.0.1"));
        Socket client = connect();
        reset(server.next());
        assertReset(client);
        Socket second = connect();
        Socket arrived = server.next();
        reset(second);
        assertReset(arrived);
    }

    @Test
    void weightsSplitNewConnections() throws Exception {
        service("wrr");
        destination(Backend.named("127.0.0.1", "a"), 3);
        destination(Backend.named("127.0.0.2", "b"), 1);
        assertThat(ask(40)).isEqualTo(Map.of("a", 30, "b", 10));
    }

    @Test
    void aPersistentClientStays() throws Exception {
        rule("-A -t " + vip() + " -s rr -p 60");
        destination(Backend.named("127.0.0.1", "a"), 1);
        destination(Backend.named("127.0.0.2", "b"), 1);
        assertThat(ask(10)).hasSize(1);
        rule("-E -t " + vip() + " -s rr");
        assertThat(ask(10)).hasSize(2);
    }

    @Test
    void weightZeroLetsALongTransferFinishAndNewConnectionsGoElsewhere() throws Exception {
        service("rr");
        Backend old = destination(Backend.holding("127.0.0.1"), 1);
        Socket client = connect();
        Socket arrived = old.next();
        rule("-e -t " + vip() + " -r " + old.rule() + " -w 0");
        destination(Backend.named("127.0.0.2", "b"), 1);
        assertThat(ask(5)).isEqualTo(Map.of("b", 5));
        byte[] long1 = new byte[5_000_000];
        Thread.ofVirtual().start(() -> writeInPieces(arrived, long1, new Random(1)));
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(long1);
    }

    @Test
    void editsInPlaceDisturbNoConnection() throws Exception {
        Backend server = serve("rr", Backend.echo("127.0.0.1"));
        Socket client = connect();
        for (String edit : List.of("-E -t " + vip() + " -s wlc", "-E -t " + vip() + " -s sh -p 10",
                "-e -t " + vip() + " -r " + server.rule() + " -w 9", "-E -t " + vip() + " -s wrr")) {
            rule(edit);
            client.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).as(edit).isEqualTo(7);
        }
        assertThat(counts()).containsExactly(new Connections(1, 0));
    }

    @Test
    void aRemovedDestinationsConnectionsAreResetAndItsNeighboursAreNot() throws Exception {
        service("rr");
        Backend leaving = destination(Backend.holding("127.0.0.1"), 1);
        destination(Backend.echo("127.0.0.2"), 1);
        Socket first = connect();
        Socket second = connect();
        leaving.next();
        rule("-d -t " + vip() + " -r " + leaving.rule());
        assertReset(first);
        second.getOutputStream().write(7);
        assertThat(second.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void aRemovedServiceListensNoMoreAndItsConnectionsAreReset() throws Exception {
        Backend server = serve("rr", Backend.holding("127.0.0.1"));
        Socket client = connect();
        server.next();
        rule("-D -t " + vip());
        assertReset(client);
        assertThatThrownBy(this::connect).hasMessageContaining("refused");
        service("rr");
        connect();
    }

    @Test
    void aServerThatRefusesCostsNoClientWhileAnotherAnswers() throws Exception {
        service("rr");
        rule("-a -t " + vip() + " -r 127.0.0.3:" + Backend.freePort("127.0.0.3"));
        destination(Backend.named("127.0.0.2", "b"), 1);
        assertThat(ask(10)).isEqualTo(Map.of("b", 10));
        await(() -> counts().equals(List.of(Connections.NONE, Connections.NONE)));
    }

    @Test
    void aClientForWhomNobodyAnswersIsReset() throws Exception {
        service("rr");
        assertReset(connect());
        rule("-a -t " + vip() + " -r 127.0.0.3:" + Backend.freePort("127.0.0.3"));
        assertReset(connect());
        rule("-e -t " + vip() + " -r 127.0.0.3:"
                + relay.table().entries().getFirst().destinations().getFirst().key().port()
                + " -w 0");
        assertReset(connect());
        await(() -> counts().equals(List.of(Connections.NONE)));
    }

    @Test
    void aSilentConnectionIsResetAfterTheKernelsTimeouts() throws Exception {
        Backend server = serve("rr", Backend.holding("127.0.0.1"));
        Socket whole = connect();
        server.next();
        Socket half = connect();
        server.next();
        half.shutdownOutput();
        await(() -> counts().equals(List.of(new Connections(1, 1))));
        skipped.addAndGet(Duration.ofMinutes(3).toNanos());
        assertReset(half);
        await(() -> counts().equals(List.of(new Connections(1, 0))));
        skipped.addAndGet(Duration.ofMinutes(13).toNanos());
        assertReset(whole);
    }

    @Test
    void connectionsBeyondTheLimitAreResetAndTheOthersGoOn() throws Exception {
        serve("rr", Backend.echo("127.0.0.1"));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < LIMITS.connections(); i++) {
            clients.add(connect());
        }
        await(() -> counts().equals(List.of(new Connections(LIMITS.connections(), 0))));
        assertReset(connect());
        for (Socket client : clients) {
            client.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void ipv6AndIpv4MayBeMixed() throws Exception {
        for (String[] pair : new String[][]{{"::1", "127.0.0.1"}, {"127.0.0.10", "::1"}, {"::1", "::1"}}) {
            int free = Backend.freePort(pair[0]);
            String host = pair[0].contains(":") ? "[" + pair[0] + "]" : pair[0];
            Backend server = keep(Backend.named(pair[1], "hello"));
            rule("-A -t " + host + ":" + free + " -s rr");
            rule("-a -t " + host + ":" + free + " -r " + server.rule() + " -m");
            Socket client = keep(new Socket(InetAddress.ofLiteral(pair[0]), free));
            client.setSoTimeout(READ_LIMIT_MILLIS);
            assertThat(client.getInputStream().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        }
    }

    @Test
    void port0OfADestinationIsThePortOfTheService() throws Exception {
        Backend server = keep(Backend.named("127.0.0.1", "same"));
        port = server.address().getPort();
        service("rr");
        rule("-a -t " + vip() + " -r 127.0.0.1:0");
        assertThat(ask(1)).containsOnlyKeys("same");
    }

    @Test
    void anAddressThatCannotBeBoundIsRefusedWithItsCure() throws Exception {
        assertThat(refusal("-A -t 192.0.2.1:8080")).contains(
                "address 192.0.2.1 is not on this machine; add it or use data_plane = ipvs");
        try (var taken = new ServerSocket(port, 1, InetAddress.ofLiteral(VIP))) {
            assertThat(refusal("-A -t " + VIP + ":" + taken.getLocalPort()).orElseThrow())
                    .startsWith("port " + port + " of 127.0.0.10 is taken by another program; end that");
        }
        assertThat(relay.table().entries()).isEmpty();
        rule("-A -t " + vip());
    }

    private Backend serve(String scheduler, Backend backend) throws Exception {
        service(scheduler);
        return destination(backend, 1);
    }

    private void service(String scheduler) throws Exception {
        rule("-A -t " + vip() + " -s " + scheduler);
    }

    private Backend destination(Backend backend, int weight) throws Exception {
        rule("-a -t " + vip() + " -r " + backend.rule() + " -m -w " + weight);
        return keep(backend);
    }

    private void rule(String rule) throws Exception {
        assertThat(refusal(rule)).as(rule).isEmpty();
    }

    private Optional<String> refusal(String rule) throws Exception {
        Change change = IpvsadmRules.parse(rule);
        return relay.apply(List.of(change)).getFirst();
    }

    private String vip() {
        return VIP + ":" + port;
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(VIP, port));
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        return keep(socket);
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    /** How often each name answered. */
    private Map<String, Integer> ask(int times) throws IOException {
        var names = new HashMap<String, Integer>();
        for (int i = 0; i < times; i++) {
            try (Socket client = connect()) {
                names.merge(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8), 1,
                        Integer::sum);
            }
        }
        return names;
    }

    private List<Connections> counts() {
        return List.copyOf(relay.connections().values());
    }

    private static void writeInPieces(Socket socket, byte[] bytes, Random random) {
        try {
            OutputStream out = socket.getOutputStream();
            for (int at = 0; at < bytes.length;) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(200_000));
                out.write(bytes, at, length);
                at += length;
            }
            socket.shutdownOutput();
        } catch (IOException noticedByTheReader) {
            throw new java.io.UncheckedIOException(noticedByTheReader);
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void assertReset(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        assertThatThrownBy(in::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }

    private static void await(Callable<Boolean> wanted) throws Exception {
        Await.until("what the relay makes of it", wanted);
    }
}
