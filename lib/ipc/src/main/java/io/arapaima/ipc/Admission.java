package io.arapaima.ipc;

import io.arapaima.daemon.PeerGroups;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.ipc.peer.PeerRoles;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * Who gets a place in a daemon's conversations. Users are compared as the kernel gives them, by number: their names may be
 * unknown while the network or file descriptors are short. Whoever has connected without a word gives way to a newcomer; with the
 * first word a peer gets a place among its kind, and no kind takes places from another: daemons, root beside a daemon of another
 * user, spokesmen, other members of the group, and everybody else of this user. Thread-safe.
 */
final class Admission {
    /** More peers than web-ui and a handful of operators' shells is a mistake somewhere. */
    static final int ADMINISTRATORS = 64;
    /** For members of the group, for spokesmen, for root, and for the daemons, of which there is one each and a successor. */
    static final int OTHERS = 16;
    /** As they name themselves; whoever has this user's rights and lies could as well end the daemon. */
    private static final Set<String> DAEMONS = Set.of("nanny", "pulse", "lvs-manager", "courier");

    private static final System.Logger LOG = System.getLogger("ipc");

    private final UserPrincipal self;
    private final UserPrincipal root;
    private final boolean shared;
    private final PeerRoles roles;
    private final Places silent = new Places(ADMINISTRATORS);
    private final Places administrators = new Places(ADMINISTRATORS);
    private final Places daemons = new Places(OTHERS);
    private final Places rootsOwn = new Places(OTHERS);
    private final Places viewers = new Places(OTHERS);
    private final Places spokesmen = new Places(OTHERS);

    private Admission(UserPrincipal self, UserPrincipal root, boolean shared, PeerRoles roles) {
        this.self = self;
        this.root = root;
        this.shared = shared;
        this.roles = roles;
    }

    /**
     * Asked once, while there are file descriptors.
     *
     * @param socket the socket's file, just made by this process
     * @param shared whether the group's members may connect
     * @param roles what its members may do
     */
    static Admission at(Path socket, boolean shared, PeerRoles roles) throws IOException {
        return new Admission(Files.getOwner(socket),
                socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("0"), shared, roles);
    }

    /** The peers that have a place, in the order of their coming. */
    private static final class Places {
        private final int most;
        private final Deque<IpcConnection> taken = new ArrayDeque<>();

        Places(int most) {
            this.most = most;
        }

        synchronized boolean take(IpcConnection newcomer) {
            if (taken.size() >= most) {
                Optional<IpcConnection> silent = taken.stream().filter(c -> !c.greeted()).findFirst();
                silent.ifPresent(IpcConnection::close);
                silent.ifPresent(taken::remove);
            }
            return taken.size() < most && taken.add(newcomer);
        }

        synchronized void free(IpcConnection connection) {
            taken.remove(connection);
        }
    }

    /** A conversation with a peer that has a place; empty when it has to go. */
    Optional<IpcConnection> admit(SocketChannel channel) throws IOException {
        UserPrincipal user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        Optional<Peer> peer = peer(user, channel);
        if (peer.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "refused a peer of user {0}: only this user and root are heard",
                    user.getName());
            return Optional.empty();
        }
        boolean rootBesideUs = user.equals(root) && !root.equals(self);
        boolean spokesman = roles.spokesmen().contains(user.getName());
        Places ofGroup = spokesman ? spokesmen : viewers;
        Places first = !peer.get().own() ? ofGroup : rootBesideUs ? rootsOwn : silent;
        var connection = new IpcConnection(channel, peer.get(), spokesman || peer.get().own(),
                (one, word) -> first != silent || seat(one, word, user));
        return granted(first, connection, user) ? Optional.of(connection) : Optional.empty();
    }

    /** A peer of this user has said its first word. */
    private boolean seat(IpcConnection peer, Message word, UserPrincipal user) {
        boolean daemon = word instanceof Message.Hello hello && DAEMONS.contains(hello.program());
        silent.free(peer);
        return granted(daemon ? daemons : administrators, peer, user);
    }

    private static boolean granted(Places places, IpcConnection peer, UserPrincipal user) {
        boolean granted = places.take(peer);
        if (!granted) {
            LOG.log(System.Logger.Level.WARNING, "refused a peer of user {0}: all {1} places are taken",
                    user.getName(), places.most);
        }
        return granted;
    }

    private Optional<Peer> peer(UserPrincipal user, SocketChannel channel) {
        if (user.equals(root) || user.equals(self)) {
            return Optional.of(new Peer(user.getName(), PeerRole.ADMINISTRATOR, true, Optional.empty()));
        }
        // Whoever is neither could connect only as a member of the socket's group.
        return shared
                ? Optional.of(new Peer(user.getName(), roles.of(PeerGroups.of(channel)), false, Optional.empty()))
                : Optional.empty();
    }

    void left(IpcConnection connection) {
        List.of(silent, administrators, daemons, rootsOwn, viewers, spokesmen)
                .forEach(places -> places.free(connection));
    }
}
