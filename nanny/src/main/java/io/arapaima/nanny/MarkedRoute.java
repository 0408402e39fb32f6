package io.arapaima.nanny;

import io.arapaima.checkspec.AddressText;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Route;
import io.arapaima.check.UndecidedException;
import io.arapaima.ipc.PlannedCheck;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Through a virtual address to one real server: packets carry the mark of the private service that leads there. They come from
 * this director's own address towards the server; the kernel would take the virtual one, which the server has too.
 */
final class MarkedRoute extends Route {
    /** The kernel's ephemeral ports, unless somebody has moved them: no listener of this machine has one. */
    private static final int FIRST_PORT = 32768;
    private static final int PORTS = 28232;
    /** Far more than are taken at once by a second's connections that linger for a minute. */
    private static final int MOST_TRIES = 200;
    /** Discard; nothing is sent there. */
    private static final int ANY_PORT = 9;

    private final InetAddress virtual;
    private final InetAddress server;
    private final PlannedCheck.Through through;

    MarkedRoute(InetAddress virtual, PlannedCheck.Through through) {
        this.virtual = virtual;
        this.server = InetAddress.ofLiteral(through.server());
        this.through = through;
        SocketMark.load();
    }

    /** Of a target that is asked through a virtual address. */
    static Optional<MarkedRoute> to(PlannedCheck.Target target) {
        return target.through().map(through -> new MarkedRoute(InetAddress.ofLiteral(target.address()), through));
    }

    @Override
    protected void prepare(Socket socket) throws IOException {
        bind(socket::bind);
        SocketMark.set(Descriptors.of(socket), through.mark());
    }

    @Override
    protected void prepare(DatagramSocket socket) throws IOException {
        bind(socket::bind);
        SocketMark.set(Descriptors.of(socket), through.mark());
    }

    @FunctionalInterface
    private interface Binding {
        void to(InetSocketAddress source) throws IOException;
    }

    /** To a port of this server's own share, so that the kernel takes no connection for an older one to another server. */
    private void bind(Binding binding) throws IOException {
        InetAddress source = source();
        int own = PORTS / through.shares();
        int start = ThreadLocalRandom.current().nextInt(own);
        for (int i = 0; i < Math.min(own, MOST_TRIES); i++) {
            int port = FIRST_PORT + through.share() + (start + i) % own * through.shares();
            try {
                binding.to(new InetSocketAddress(source, port));
                return;
            } catch (BindException _) {
                // taken, or it lingers from an older connection
            }
        }
        throw new UndecidedException("the " + own + " source ports for checks of " + through.server()
                + " through virtual addresses are all in use; write a longer check_interval");
    }

    private InetAddress source() throws IOException {
        InetAddress source = towards(server);
        if (source.equals(virtual)) {
            throw new UndecidedException("this director has no address of its own towards " + through.server()
                    + ", only the virtual " + AddressText.of(virtual) + ", to which the server cannot reply; give it "
                    + "one, or write check_path = direct");
        }
        return source;
    }

    /** The address that the kernel would send from. */
    private static InetAddress towards(InetAddress target) throws SocketException {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(target, ANY_PORT));
            return socket.getLocalAddress();
        }
    }

    private static boolean isLocal(InetAddress address) throws SocketException {
        return NetworkInterface.getByInetAddress(address) != null;
    }

    /** Why a failure on this way says nothing about the server; empty = it does. */
    Optional<String> doubt(CheckResult.Failed failed) {
        var machine = new PathDoubt(Path.of("/proc"));
        try {
            return machine.table(through.mark())
                    .or(() -> failed.reason() == Reason.TIMEOUT ? replies(machine) : Optional.empty());
        } catch (IOException e) {
            return Optional.of("the kernel's table cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> replies(PathDoubt machine) {
        try {
            NetworkInterface in = NetworkInterface.getByInetAddress(towards(server));
            NetworkInterface expected = NetworkInterface.getByInetAddress(towards(virtual));
            return in == null
                    ? Optional.empty()
                    : machine.replies(virtual, in.getName(), in.equals(expected), isLocal(virtual));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
