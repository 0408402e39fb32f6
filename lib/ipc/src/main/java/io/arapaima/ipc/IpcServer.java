package io.arapaima.ipc;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.ipc.peer.PeerRoles;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.daemon.OwnFile;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens on a Unix socket and gives each peer a virtual thread. Only this user and root are heard
 * (SO_PEERCRED), and members of the group {@value OwnFile#GROUP} where the machine has one, whose role is that of their other
 * groups ({@link PeerRole}); the socket's mode is 0600, or 0660. Whoever says nothing for 10 s after connecting is left.
 */
public final class IpcServer implements Closeable {
    private static final Duration GREETING_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final System.Logger LOG = System.getLogger("ipc");

    private final Path socket;
    private final ServerSocketChannel listener;
    private final Set<IpcConnection> open = ConcurrentHashMap.newKeySet();
    private final Admission admission;
    private final Duration greetingLimit;

    /** Talks to one peer until it returns. */
    @FunctionalInterface
    public interface Conversation {
        /**
         * Talks.
         *
         * @param connection the peer; closed for you afterwards
         * @throws IOException ends the conversation, like returning
         */
        void hold(IpcConnection connection) throws IOException;
    }

    private IpcServer(Path socket, ServerSocketChannel listener, Admission admission, Duration greetingLimit) {
        this.socket = socket;
        this.listener = listener;
        this.admission = admission;
        this.greetingLimit = greetingLimit;
    }

    /**
     * Starts listening. A socket file that nobody listens on is replaced.
     *
     * @param socket path; its folder must exist
     * @param conversation called on a virtual thread for each peer
     * @return the server
     * @throws IOException if the path cannot be bound or a living process listens there
     */
    public static IpcServer listen(Path socket, Conversation conversation) throws IOException {
        return listen(socket, GREETING_LIMIT, conversation);
    }

    static IpcServer listen(Path socket, Duration greetingLimit, Conversation conversation) throws IOException {
        return listen(socket, greetingLimit, PeerRoles.here(), conversation);
    }

    static IpcServer listen(Path socket, Duration greetingLimit, PeerRoles roles, Conversation conversation)
            throws IOException {
        removeStale(socket);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Admission admission;
        try {
            listener.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            boolean shared = roles.sharing().share(socket);
            if (shared) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
            }
            admission = Admission.at(socket, shared, roles);
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot listen on " + socket + ": " + e.getMessage(), e);
        }
        var server = new IpcServer(socket, listener, admission, greetingLimit);
        EssentialThread.virtual("ipc-accept").start(() -> server.accept(conversation));
        return server;
    }

    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            return;
        }
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            throw new IllegalStateException("living");
        } catch (IllegalStateException e) {
            throw new IOException("another process listens on " + socket + "; stop it first", e);
        } catch (IOException e) {
            Files.deleteIfExists(socket);
        }
    }

    private void accept(Conversation conversation) {
        while (listener.isOpen()) {
            try {
                SocketChannel channel = listener.accept();
                Optional<IpcConnection> admitted = admitted(channel);
                if (admitted.isEmpty()) {
                    channel.close();
                    continue;
                }
                IpcConnection connection = admitted.get();
                open.add(connection);
                Thread greeting = Thread.ofVirtual().name("ipc-greeting").start(() -> awaitGreeting(connection));
                Thread.ofVirtual().name("ipc-peer").start(() -> hold(conversation, connection, greeting));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot accept on {0}: {1}", socket, e.toString());
                pause(PAUSE); // without file descriptors the next attempt fails as fast
            }
        }
    }

    private Optional<IpcConnection> admitted(SocketChannel channel) {
        try {
            return admission.admit(channel);
        } catch (IOException e) {
            return Optional.empty(); // gone before it was asked
        }
    }

    private void awaitGreeting(IpcConnection connection) {
        pause(greetingLimit);
        if (!connection.greeted()) {
            connection.close();
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever waits for its first word ends with it, or every conversation would cost its memory for the whole limit. */
    private void hold(Conversation conversation, IpcConnection connection, Thread greeting) {
        try (connection) {
            conversation.hold(connection);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a conversation ended: {0}", e.getMessage());
        } finally {
            open.remove(connection);
            admission.left(connection);
            greeting.interrupt();
        }
    }

    /** Stops listening, ends all conversations and removes the socket file. */
    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(IpcConnection::close);
        Files.deleteIfExists(socket);
    }
}
