package io.arapaima.relay;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * The control socket: one client at a time, of the relay's own user or root; a newer connection replaces the older one,
 * because a restarted lvs-manager must not wait for its dead predecessor's. A lock beside the socket keeps a second relay away
 * and tells a socket that a killed relay left behind from a living one's.
 */
final class ControlServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("relay");

    private final Path path;
    private final Path lockPath;
    private final FileChannel lock;
    private final ServerSocketChannel door;
    private final Selector selector;
    private final LongSupplier clock;
    private final UserPrincipal self;
    private final UserPrincipal root;
    /** Guarded by this object, as what follows. */
    private @Nullable SocketChannel client;
    private long aloneSinceNanos;
    private boolean quit;

    /** Takes the socket, or throws with one sentence why it cannot be had. The clock is monotonic, in nanoseconds. */
    ControlServer(Path path, LongSupplier clock) throws IOException {
        this.path = path;
        this.clock = clock;
        aloneSinceNanos = clock.getAsLong();
        lockPath = path.resolveSibling(path.getFileName() + ".lock");
        lock = lock(path, lockPath);
        try {
            removeLeftover(path);
            door = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            self = Files.getOwner(path);
            root = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("0");
            selector = Selector.open();
            door.configureBlocking(false);
            door.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException failed) {
            Sockets.close(lock);
            throw new IOException("relay cannot listen on " + path + ": " + failed.getMessage()
                    + "; choose another path by --socket", failed);
        }
    }

    private static FileChannel lock(Path path, Path lockPath) throws IOException {
        FileChannel file;
        try {
            file = FileChannel.open(lockPath,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        } catch (IOException failed) {
            throw new IOException("relay cannot write " + lockPath + " (" + failed
                    + "); make its folder writable or choose another path by --socket", failed);
        }
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException sameProcess) {
            LOG.log(Level.DEBUG, "locked by this very process");
        }
        file.close();
        throw new IOException(
                "another relay serves " + path + "; end that one by the word quit or choose another path by --socket");
    }

    private static void removeLeftover(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
            throw new IOException("it is a file of another kind, which is left alone");
        }
        Files.delete(path);
    }

    /** Serves clients until one says quit, or none has been there for so long. */
    void serve(Relay relay, Duration orphanLimit) throws IOException {
        while (!over(orphanLimit)) {
            selector.select(_ -> {}, orphanLimit.toMillis() / 4 + 1);
            accept().ifPresent(next -> {
                replaceBy(next);
                Thread.ofVirtual().name("control").start(() -> talk(relay, next));
            });
        }
    }

    /** The next client that may talk. One that fails costs neither the relay nor its connections. */
    private Optional<SocketChannel> accept() {
        try {
            SocketChannel next = door.accept();
            return next != null && trusted(next) ? Optional.of(next) : Optional.empty();
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "relay lost a client of " + path + ": " + failed.getMessage());
            return Optional.empty();
        }
    }

    private synchronized boolean over(Duration orphanLimit) {
        boolean orphan = client == null && clock.getAsLong() - aloneSinceNanos >= orphanLimit.toNanos();
        if (orphan && !quit) {
            LOG.log(Level.WARNING, "relay ends: nobody has been on {0} for {1} s; lvs-manager is gone for good", path,
                    orphanLimit.toSeconds());
        }
        return orphan || quit;
    }

    /** Users are compared by number: their names may be unknown while file descriptors are short. */
    private boolean trusted(SocketChannel peer) throws IOException {
        UserPrincipal user = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        boolean trusted = user.equals(root) || user.equals(self);
        if (!trusted) {
            LOG.log(Level.WARNING, "refused a client of user {0}: only relay''s own user and root are heard",
                    user.getName());
            peer.close();
        }
        return trusted;
    }

    private synchronized void replaceBy(SocketChannel next) {
        if (client != null) {
            Sockets.close(client);
        }
        client = next;
    }

    private void talk(Relay relay, SocketChannel peer) {
        boolean wantsEnd = false;
        try (peer) {
            wantsEnd = new ControlSession(relay).talk(peer);
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "a client left in the middle of a line: {0}", gone.getMessage());
        } catch (RuntimeException defect) {
            LOG.log(Level.ERROR, "a defect in relay costs a client its control connection", defect);
        }
        left(peer, wantsEnd);
    }

    private synchronized void left(SocketChannel peer, boolean wantsEnd) {
        quit |= wantsEnd;
        if (peer.equals(client)) {
            client = null;
            aloneSinceNanos = clock.getAsLong();
        }
        selector.wakeup();
    }

    /** Has {@link #serve} return, from any thread. */
    synchronized void end() {
        quit = true;
        selector.wakeup();
    }

    /** Gives the socket back. */
    @Override
    public synchronized void close() {
        if (client != null) {
            Sockets.close(client);
        }
        Sockets.close(selector);
        Sockets.close(door);
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(lockPath);
        } catch (IOException leftover) {
            LOG.log(Level.WARNING, "relay could not remove {0}: {1}", path, leftover.getMessage());
        }
        Sockets.close(lock);
    }
}
