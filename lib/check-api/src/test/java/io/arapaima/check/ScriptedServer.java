package io.arapaima.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A TCP server on loopback with one bad habit. It runs on platform threads, out of the way of the probes. */
public final class ScriptedServer implements Peer {
    /** What garbage is: fixed, so that a failure can be repeated; with line ends, so that readers of lines get some. */
    private static final byte[] GARBAGE = garbage();
    private static final int FLOOD_CHUNK = 1 << 20;
    /** After each chunk: 100 MB a second is as fast as 1 Gbit/s Ethernet, and leaves a processor to the check. */
    private static final Duration FLOOD_PAUSE = Duration.ofMillis(10);
    private static final Duration DRIP_PAUSE = Duration.ofSeconds(1);
    /** Long enough that the check has seen the connection open, so what it sees is a reset and not a refusal. */
    private static final Duration BEFORE_RESET = Duration.ofMillis(50);

    private final Behaviour behaviour;
    private final Dialogue dialogue;
    private final InetSocketAddress address;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("scripted-server").factory());
    private final List<AutoCloseable> held = new ArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /**
     * Opens the server.
     *
     * @param behaviour its habit
     * @param dialogue what it would say without; {@link Behaviour#DRIPS} and {@link Behaviour#CLOSES_EARLY} spoil it
     * @throws IOException if no port can be had
     */
    public ScriptedServer(Behaviour behaviour, Dialogue dialogue) throws IOException {
        this.behaviour = behaviour;
        this.dialogue = dialogue;
        this.address = switch (behaviour) {
            case REFUSES -> reservedButSilent();
            case BLACK_HOLE -> fullBacklog();
            case ANSWERS, HANGS, DRIPS, TALKS_GARBAGE, FLOODS, CLOSES_EARLY, RESETS -> listening();
        };
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /** Bound, so that nobody else gets the port, but not listening, so that the kernel refuses. */
    private InetSocketAddress reservedButSilent() throws IOException {
        var socket = new Socket();
        held.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Linux drops connection requests while the queue of a listener is full; nobody here ever accepts. */
    private InetSocketAddress fullBacklog() throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(server);
        for (int i = 0; i < 100; i++) {
            var filler = new Socket();
            held.add(filler);
            try {
                filler.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException _) {
                return (InetSocketAddress) server.getLocalSocketAddress();
            }
        }
        throw new IOException("a listener with a queue of 1 took 100 connections, so there is no black hole here");
    }

    private InetSocketAddress listening() throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        held.add(server);
        threads.execute(() -> accept(server));
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                try {
                    threads.execute(() -> serve(connection));
                } catch (RejectedExecutionException _) {
                    connection.close();
                }
            }
        } catch (IOException _) {
            // closed: the trial is over
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            switch (behaviour) {
                case ANSWERS -> dialogue.hold(in, out);
                case HANGS, REFUSES, BLACK_HOLE -> Dialogue.SILENT.hold(in, out);
                case DRIPS -> dialogue.hold(in, new DrippingStream(out, DRIP_PAUSE, Integer.MAX_VALUE));
                case CLOSES_EARLY -> dialogue.hold(in, new DrippingStream(out, Duration.ZERO, 1));
                case TALKS_GARBAGE -> {
                    out.write(GARBAGE);
                    Dialogue.SILENT.hold(in, out);
                }
                case FLOODS -> flood(out);
                case RESETS -> {
                    Thread.sleep(BEFORE_RESET);
                    connection.setSoLinger(true, 0);
                }
            }
        } catch (IOException | InterruptedException _) {
            // the check has gone, which it may do at any time
        } finally {
            connections.remove(connection);
        }
    }

    private static void flood(OutputStream out) throws IOException, InterruptedException {
        byte[] chunk = new byte[FLOOD_CHUNK];
        for (int i = 0; i < chunk.length; i++) {
            chunk[i] = GARBAGE[i % GARBAGE.length];
        }
        while (true) {
            out.write(chunk);
            Thread.sleep(FLOOD_PAUSE);
        }
    }

    /** {@return the garbage that hostile servers send} */
    static byte[] garbage() {
        byte[] bytes = new byte[4096];
        new Random(1).nextBytes(bytes);
        for (int i = 99; i < bytes.length; i += 100) {
            bytes[i - 1] = '\r';
            bytes[i] = '\n';
        }
        return bytes;
    }

    /** Ends every connection and thread, so that what is still open afterwards belongs to the check. */
    @Override
    public void close() throws IOException {
        try {
            for (AutoCloseable each : held) {
                each.close();
            }
            for (Socket each : connections) {
                each.close();
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }
}
