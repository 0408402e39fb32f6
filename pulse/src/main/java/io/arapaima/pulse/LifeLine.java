package io.arapaima.pulse;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.pulse.election.Input;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Proof of death: a TCP connection to each partner's pulse, on which nothing is said but its incarnation and role. When a process dies
 * its kernel closes the connection and refuses the next one; a process that is only slow, or stopped, still accepts, and a
 * host that died says nothing at all. Threads are platform ones, because other work must not delay them.
 */
final class LifeLine implements AutoCloseable {
    private static final int CONNECT_MILLIS = 300;
    private static final int HELLO_MILLIS = 1000;
    private static final long RETRY_MILLIS = 500;
    private static final int HELLO_BYTES = Long.BYTES + 1;
    /** How often, and after which pauses, a process that is dying is asked again. */
    private static final int DYING_TRIES = 100;
    private static final long DYING_MILLIS = 5;
    /** One of each partner, and some that are about to end. */
    private static final int MOST = 16;
    private static final System.Logger LOG = System.getLogger("pulse");

    private final InetAddress own;
    private final int port;
    private final long incarnation;
    private final Map<Integer, InetAddress> partners;
    private final Consumer<Input.Died> died;
    private final ServerSocket server;
    private final Deque<Socket> held = new ArrayDeque<>();
    private volatile boolean closed;

    /** An incarnation and the connection that lasts as long as it. */
    record Line(Socket socket, long incarnation) {}

    /** Listens to whoever comes; one that says nothing stays as long as it lives. */
    @FunctionalInterface
    interface Host {
        /** One that nobody listens to. */
        Host SILENT = guest -> guest.getInputStream().read();

        /** Returns when the guest shall go. */
        void welcome(Socket guest) throws IOException;
    }

    /**
     * What a partner said of itself when it was met.
     *
     * @param active whether it had the role
     * @param at when
     */
    record Met(boolean active, long at) {}

    /** Whether this director has the role, for those who cannot open its beats. */
    private final BooleanSupplier role;
    private final Host host;
    private final Map<Integer, Met> met = new ConcurrentHashMap<>();

    private LifeLine(InetAddress own, int port, long incarnation, Map<Integer, InetAddress> partners,
            BooleanSupplier role, Host host, Consumer<Input.Died> died) throws IOException {
        this.own = own;
        this.port = port;
        this.incarnation = incarnation;
        this.partners = new TreeMap<>(partners);
        this.role = role;
        this.host = host;
        this.died = died;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(own, port), MOST);
    }

    static LifeLine open(InetAddress own, int port, long incarnation, Map<Integer, InetAddress> partners,
            BooleanSupplier role, Host host, Consumer<Input.Died> died) throws IOException {
        var line = new LifeLine(own, port, incarnation, partners, role, host, died);
        EssentialThread.platform("life-line").start(line::accept);
        partners.forEach((rank, address) -> EssentialThread.platform("life-line-" + rank)
                .start(() -> line.watch(rank, address)));
        return line;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                if (!partners.containsValue(socket.getInetAddress())) {
                    socket.close();
                    continue;
                }
                ByteBuffer hello = ByteBuffer.allocate(HELLO_BYTES).putLong(incarnation)
                        .put((byte) (role.getAsBoolean() ? 1 : 0));
                socket.getOutputStream().write(hello.array());
                hold(socket);
                Thread.ofPlatform().name("guest").daemon().start(() -> entertain(socket));
            } catch (IOException e) {
                // The partner went away while it came, or close() wants the end.
            }
        }
    }

    private void entertain(Socket guest) {
        try (guest) {
            host.welcome(guest);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "a guest left: {0}", e.toString());
        }
        synchronized (this) {
            held.remove(guest);
        }
    }

    private synchronized void hold(Socket socket) throws IOException {
        held.add(socket);
        if (held.size() > MOST) {
            held.removeFirst().close();
        }
    }

    private void watch(int rank, InetAddress address) {
        try {
            while (!closed) {
                try {
                    follow(rank, address, connect(rank, address));
                } catch (IOException e) {
                    // Not there, or not to be reached: silence decides.
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    /** Waits for the end of a line, then asks whether the process ended too; goes on with the next line if there is one. */
    private void follow(int rank, InetAddress address, Line first) throws IOException, InterruptedException {
        Line line = first;
        while (!closed) {
            ended(line);
            Optional<Line> next = again(rank, address);
            if (next.isEmpty() || next.get().incarnation() != line.incarnation()) {
                died.accept(new Input.Died(rank, line.incarnation()));
            }
            if (next.isEmpty()) {
                return;
            }
            line = next.get();
        }
    }

    /**
     * The next line; empty when it is refused, which nobody but the kernel of a living host without that process says. A
     * process that is just dying may still accept, and then breaks off.
     */
    private Optional<Line> again(int rank, InetAddress address) throws IOException, InterruptedException {
        for (int i = 0;; i++) {
            try {
                return Optional.of(connect(rank, address));
            } catch (ConnectException refused) {
                return Optional.empty();
            } catch (SocketTimeoutException silent) {
                throw silent;
            } catch (IOException dying) {
                if (i >= DYING_TRIES) {
                    throw dying;
                }
                TimeUnit.MILLISECONDS.sleep(DYING_MILLIS);
            }
        }
    }

    /** A partner as it was last met; not authenticated, so a reason to stand back at most. Empty = never. */
    Optional<Met> met(int rank) {
        return Optional.ofNullable(met.get(rank));
    }

    private static void ended(Line line) {
        try (Socket socket = line.socket()) {
            int read = socket.getInputStream().read();
            LOG.log(System.Logger.Level.DEBUG, "a life line ended with {0}", Integer.toString(read));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a life line broke: {0}", e.getMessage());
        }
    }

    /** Opens a connection and hears the greeting. */
    Line connect(int rank, InetAddress address) throws IOException {
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(own, 0));
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            socket.setSoTimeout(HELLO_MILLIS);
            var hello = new DataInputStream(socket.getInputStream());
            long other = hello.readLong();
            met.put(rank, new Met(hello.readByte() == 1, System.nanoTime()));
            socket.setSoTimeout(0);
            return new Line(socket, other);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        synchronized (this) {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }
}
