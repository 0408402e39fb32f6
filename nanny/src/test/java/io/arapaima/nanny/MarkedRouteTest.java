package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real sockets on loopback, where 127.0.0.1 is the server and 127.0.0.9 the virtual address. */
class MarkedRouteTest {
    private static final InetAddress SERVER = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress VIRTUAL = InetAddress.ofLiteral("127.0.0.9");
    private static final long MARK = 0x8000_0001L;
    private static final int SHARE = 3;
    private static final int SHARES = 64;
    /** CAP_NET_ADMIN and CAP_NET_RAW (capability.h); which of them is needed depends on the kernel. */
    private static final long BOTH = 1L << 12 | 1L << 13;

    private final MarkedRoute route = new MarkedRoute(VIRTUAL,
            new PlannedCheck.Through("127.0.0.1", MARK, SHARE, SHARES));

    /** A check of one method. */
    @FunctionalInterface
    private interface Routed extends RoutedCheck {
        @Override
        default String name() {
            return "routed";
        }

        @Override
        default String sentence() {
            return "Goes where it is led.";
        }

        @Override
        default List<OptionSpec> options() {
            return List.of();
        }
    }

    private static long rights() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("CapEff:"))
                .findFirst().orElseThrow();
        return Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16) & BOTH;
    }

    private static void requireRight() throws IOException {
        Assumptions.assumeTrue(rights() == BOTH, "needs CAP_NET_ADMIN and CAP_NET_RAW");
    }

    /** What the kernel says, asked without the code under test. */
    @SuppressWarnings("restricted")
    private static int markOf(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.BYTES);
            var getsockopt = Linker.nativeLinker().downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("getsockopt"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            assertThat((int) getsockopt.invokeExact(descriptor, 1, 36, value, length)).isZero();
            return value.get(ValueLayout.JAVA_INT, 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void assertComesFromItsShare(InetSocketAddress client) {
        assertThat(client.getAddress()).isEqualTo(SERVER);
        assertThat(client.getPort()).isBetween(32768, 60999);
        assertThat((client.getPort() - 32768) % SHARES).isEqualTo(SHARE);
    }

    private CheckResult run(Routed check, int port, Target.Transport transport) throws Exception {
        Duration limit = Duration.ofSeconds(5);
        var target = new Target(VIRTUAL, port, transport, limit, Options.of(List.of(), Map.of()));
        return route.run(check, target, Deadline.in(limit));
    }

    @Test
    void theKernelHasTheMarkOfEverySocket() throws Exception {
        requireRight();
        try (var tcp = new Socket(Proxy.NO_PROXY); var udp = DatagramChannel.open().socket()) {
            route.prepare(tcp);
            assertThat(markOf(Descriptors.of(tcp))).isEqualTo((int) MARK);
            route.prepare(udp);
            assertThat(markOf(Descriptors.of(udp))).isEqualTo((int) MARK);
        }
    }

    @Test
    void aConnectionComesFromThisMachinesOwnAddressAndAPortOfItsShare() throws Exception {
        requireRight();
        try (var server = new ServerSocket(0, 5, VIRTUAL)) {
            Routed check = (target, deadline) -> {
                try (var _ = CheckSocket.connect(target, deadline)) {
                    return new Passed(Duration.ZERO, "");
                }
            };
            for (int i = 0; i < 5; i++) {
                assertThat(run(check, server.getLocalPort(), Target.Transport.TCP)).isInstanceOf(Passed.class);
                try (Socket client = server.accept()) {
                    assertComesFromItsShare((InetSocketAddress) client.getRemoteSocketAddress());
                }
            }
        }
    }

    @Test
    void aDatagramDoesToo() throws Exception {
        requireRight();
        try (var server = new DatagramSocket(0, VIRTUAL)) {
            Routed check = (target, deadline) -> {
                try (var socket = CheckDatagrams.connect(target, deadline, 10)) {
                    socket.send(new byte[]{1});
                    return new Passed(Duration.ZERO, "");
                }
            };
            assertThat(run(check, server.getLocalPort(), Target.Transport.UDP)).isInstanceOf(Passed.class);
            var packet = new DatagramPacket(new byte[10], 10);
            server.receive(packet);
            assertComesFromItsShare((InetSocketAddress) packet.getSocketAddress());
        }
    }

    @Test
    void aShareThatIsUsedUpIsNoVerdict() throws Exception {
        requireRight();
        try (var one = new Socket(Proxy.NO_PROXY); var two = new Socket(Proxy.NO_PROXY)) {
            one.bind(new InetSocketAddress(SERVER, 0));
            var narrow = new MarkedRoute(VIRTUAL,
                    new PlannedCheck.Through("127.0.0.1", MARK, one.getLocalPort() - 32768, 28_232));
            assertThatThrownBy(() -> narrow.prepare(two)).isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("the 1 source ports").hasMessageContaining("longer check_interval");
        }
    }

    @Test
    void withoutTheRightTheOperatorIsToldWhichOneAndTheServerIsNotBlamed() throws Exception {
        List<String> command = new ArrayList<>(rights() == 0
                ? List.of()
                : List.of("setpriv", "--bounding-set=-net_admin,-net_raw", "--inh-caps=-net_admin,-net_raw"));
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(JvmFlags.of("nanny"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WithoutTheRight.class.getName()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("undecided: ").contains("needs CAP_NET_RAW");
    }

    /** Tries it in a process of its own, which has not the right. */
    static final class WithoutTheRight {
        private WithoutTheRight() {}

        public static void main(String[] ignored) throws IOException {
            if (rights() != 0) {
                throw new IllegalStateException("the right is still there");
            }
            try (var socket = new Socket(Proxy.NO_PROXY)) {
                new MarkedRouteTest().route.prepare(socket);
            } catch (UndecidedException e) {
                System.out.println("undecided: " + e.getMessage());
            }
        }
    }

    @Test
    void aDirectorWhoseOnlyAddressIsTheVirtualOneCannotAsk() throws Exception {
        var only = new MarkedRoute(SERVER, new PlannedCheck.Through("127.0.0.1", MARK, SHARE, SHARES));
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            assertThatThrownBy(() -> only.prepare(socket)).isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("no address of its own towards 127.0.0.1");
        }
    }
}
