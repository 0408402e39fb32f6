package io.arapaima.relay;

import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.ServiceKey;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds the real server of a new connection: blocking code for a virtual thread of its own.
 *
 * <p>IPVS forwards a SYN and forgets. A relay knows that nothing was said yet when a server refuses or does not answer, so it
 * tries one other destination, once; a persistent client is moved to the one that answered. When nobody answers, or nobody
 * is available in the first place, the client's connection is reset, as the kernel's ICMP port unreachable would end it.
 */
final class Dialler {
    private static final System.Logger LOG = System.getLogger("relay");

    private final LiveTable table;
    private final Limits limits;
    private final AtomicBoolean complained = new AtomicBoolean();

    Dialler(LiveTable table, Limits limits) {
        this.table = table;
        this.limits = limits;
    }

    /** A client and its real server, connected; nothing was read from either. */
    record Joined(SocketChannel client, SocketChannel server, Lease lease) {
        void reset() {
            Sockets.reset(client);
            Sockets.reset(server);
            lease.ended();
        }
    }

    /** Connects an accepted client, or resets it and answers empty. */
    Optional<Joined> join(ServiceKey.Endpoint service, SocketChannel client) {
        try {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            InetAddress from = ((InetSocketAddress) client.getRemoteAddress()).getAddress();
            Optional<Lease> first = table.lease(service, from, Optional.empty());
            Optional<Joined> joined = first.flatMap(lease -> dial(service, client, lease));
            if (joined.isEmpty() && first.isPresent()) {
                joined = table.lease(service, from, first.map(Lease::destination))
                        .flatMap(lease -> dial(service, client, lease));
            }
            if (joined.isPresent()) {
                return joined;
            }
            if (first.isEmpty() && table.full() && !complained.getAndSet(true)) {
                LOG.log(Level.WARNING,
                        "{0} lost a client: all {1} connections of relay are in use; it refuses more until some end"
                                + " (the limit is {2}, or half of ulimit -n)",
                        service, limits.connections(), Limits.MAX_CONNECTIONS);
            }
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "a client of {0} left at once: {1}", service, gone.getMessage());
        } catch (RuntimeException defect) {
            LOG.log(Level.ERROR, "a defect in relay costs a client of " + service + " its connection", defect);
        }
        Sockets.reset(client);
        return Optional.empty();
    }

    private Optional<Joined> dial(ServiceKey.Endpoint service, SocketChannel client, Lease lease) {
        DestinationKey target = lease.target(service.port());
        try {
            SocketChannel server = SocketChannel.open();
            try {
                server.setOption(StandardSocketOptions.TCP_NODELAY, true);
                server.socket().connect(new InetSocketAddress(target.address(), target.port()),
                        (int) limits.connect().toMillis());
                return Optional.of(new Joined(client, server, lease));
            } catch (IOException | RuntimeException failed) {
                Sockets.close(server);
                throw failed;
            }
        } catch (IOException refused) {
            // Not above DEBUG: the checks notice a dead server once, every client notices it again.
            LOG.log(Level.DEBUG, "{0} of {1} does not answer: {2}", target, service, refused.getMessage());
            lease.ended();
            return Optional.empty();
        } catch (RuntimeException defect) {
            lease.ended();
            throw defect;
        }
    }
}
