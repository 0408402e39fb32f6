package io.arapaima.relay;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.dataplane.ServiceKey;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;

/** The open door of one service: a virtual thread that accepts until it is closed. */
final class Listener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("relay");
    /** Connections the kernel may hold for us; its own limit (sysctl net.core.somaxconn) is 4096 by default. */
    private static final int BACKLOG = 4096;
    /** Pause after a failed accept. It fails when the process is out of files, and would fail again at once. */
    private static final long PAUSE_MILLIS = 100;
    /** How long closing waits for the thread. It needs microseconds, or {@link #PAUSE_MILLIS} when accepting fails. */
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final ServiceKey.Endpoint service;
    private final ServerSocketChannel door;
    private final Consumer<SocketChannel> accepted;
    private final Thread acceptor;
    private boolean failing;

    private Listener(ServiceKey.Endpoint service, ServerSocketChannel door, Consumer<SocketChannel> accepted) {
        this.service = service;
        this.door = door;
        this.accepted = accepted;
        this.acceptor = EssentialThread.virtual("accept " + service).unstarted(this::acceptAll);
    }

    /** Binds and starts to accept. */
    static Listener open(ServiceKey.Endpoint service, Consumer<SocketChannel> accepted) throws IOException {
        boolean ipv6 = service.address() instanceof Inet6Address;
        var door = ServerSocketChannel.open(ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            door.bind(new InetSocketAddress(service.address(), service.port()), BACKLOG);
        } catch (IOException | RuntimeException failed) {
            Sockets.close(door);
            throw failed;
        }
        var listener = new Listener(service, door, accepted);
        listener.acceptor.start();
        return listener;
    }

    /** Why binding failed, and the cure. */
    static String explain(ServiceKey.Endpoint service, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        String address = service.address().getHostAddress();
        if (message.contains("assign requested address")) {
            return "address " + address + " is not on this machine; add it or use data_plane = ipvs";
        }
        if (message.contains("in use")) {
            return "port " + service.port() + " of " + address
                    + " is taken by another program; end that (ss -ltnp shows it)"
                    + " or choose another port";
        }
        if (message.contains("ermission denied")) {
            return "port " + service.port()
                    + " needs a right that relay does not have; start it with CAP_NET_BIND_SERVICE,"
                    + " lower sysctl net.ipv4.ip_unprivileged_port_start or choose a port from 1024";
        }
        return "relay cannot listen on " + service + ": " + message;
    }

    private void acceptAll() {
        while (door.isOpen()) {
            try {
                accepted.accept(door.accept());
                failing = false;
            } catch (ClosedChannelException removed) {
                LOG.log(Level.DEBUG, "{0} accepts no more", service);
            } catch (IOException | RuntimeException failure) {
                complainOnce(failure);
                pause();
            }
        }
    }

    private void complainOnce(Exception failure) {
        if (!failing) {
            failing = true;
            LOG.log(Level.WARNING, service + " cannot accept (" + failure.getMessage()
                    + "); it tries again every " + PAUSE_MILLIS + " ms; raise ulimit -n if files ran out");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Closes the door; on return the kernel refuses new connections. The JDK leaves that to the thread that accepts: until
     * it has woken up the port still listens, so we wait for it.
     */
    @Override
    public void close() {
        Sockets.close(door);
        try {
            if (!acceptor.join(CLOSING)) {
                LOG.log(Level.ERROR, "a defect in the relay: {0} still accepts after it was closed", service);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
