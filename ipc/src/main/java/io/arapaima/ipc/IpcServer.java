package io.arapaima.ipc;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * Listens on a Unix socket and gives each peer a virtual thread. Only this user and root are heard (SO_PEERCRED); the
 * socket's mode is 0600.
 */
public final class IpcServer implements Closeable {
    /** More peers than nanny, pulse, web-ui and a handful of operators' shells is a mistake somewhere. */
    static final int MAX_PEERS = 64;

    private static final long ACCEPT_PAUSE_MILLIS = 50;
    private static final System.Logger LOG = System.getLogger("ipc");

    private final Path socket;
    private final ServerSocketChannel listener;
    private final Set<IpcConnection> open = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MAX_PEERS);

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

    private IpcServer(Path socket, ServerSocketChannel listener) {
        this.socket = socket;
        this.listener = listener;
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
        removeStale(socket);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot listen on " + socket + ": " + e.getMessage(), e);
        }
        var server = new IpcServer(socket, listener);
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
                if (!trusted(channel) || !places.tryAcquire()) {
                    channel.close();
                    continue;
                }
                var connection = new IpcConnection(channel);
                open.add(connection);
                Thread.ofVirtual().name("ipc-peer").start(() -> hold(conversation, connection));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot accept on {0}: {1}", socket, e.toString());
                pause();
            }
        }
    }

    /** What fails for want of descriptors would fail again at once. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ACCEPT_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean trusted(SocketChannel channel) throws IOException {
        String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        boolean trusted = user.equals("root") || user.equals(ProcessHandle.current().info().user().orElse("root"));
        if (!trusted) {
            LOG.log(System.Logger.Level.WARNING, "refused a peer of user {0}: only this user and root are heard", user);
        }
        return trusted;
    }

    private void hold(Conversation conversation, IpcConnection connection) {
        try (connection) {
            conversation.hold(connection);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a conversation ended: {0}", e.getMessage());
        } finally {
            open.remove(connection);
            places.release();
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
