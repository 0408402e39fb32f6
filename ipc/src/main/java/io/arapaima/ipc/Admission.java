package io.arapaima.ipc;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * Who gets a place in a daemon's conversations. Users are compared as the kernel gives them, by number: their names may be
 * unknown while the network or file descriptors are short. Members of the group have places of their own, so that they take
 * none from the daemons; and whoever has connected without a word gives way to a newcomer, so that a peer that greets at once, as
 * nanny, pulse and lvsctl do, always gets in until all places are taken by peers that talk. Thread-safe.
 */
final class Admission {
    /** More peers than nanny, pulse, web-ui and a handful of operators' shells is a mistake somewhere. */
    static final int ADMINISTRATORS = 64;
    static final int VIEWERS = 16;

    private static final System.Logger LOG = System.getLogger("ipc");

    private final UserPrincipal self;
    private final UserPrincipal root;
    private final boolean shared;
    private final PeerRoles roles;
    private final Places administrators = new Places(ADMINISTRATORS);
    private final Places viewers = new Places(VIEWERS);

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
        var connection = new IpcConnection(channel, peer.get(), roles.spokesmen().contains(user.getName()));
        if (places(connection).take(connection)) {
            return Optional.of(connection);
        }
        LOG.log(System.Logger.Level.WARNING, "refused a peer of user {0}: all {1} places are taken", user.getName(),
                places(connection).most);
        return Optional.empty();
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
        places(connection).free(connection);
    }

    private Places places(IpcConnection connection) {
        return connection.peer().own() ? administrators : viewers;
    }
}
