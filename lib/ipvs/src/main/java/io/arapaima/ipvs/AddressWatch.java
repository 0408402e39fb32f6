package io.arapaima.ipvs;

import io.arapaima.dataplane.Link;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hears from the kernel that an interface changed or an address disappeared. That one came is not told: each renewal of a
 * lifetime would be such a message.
 */
final class AddressWatch implements AutoCloseable {
    /** RTMGRP_LINK, RTMGRP_IPV4_IFADDR and RTMGRP_IPV6_IFADDR. */
    private static final int GROUPS = 0x1 | 0x10 | 0x100;
    private static final int LINK_GONE = 17;
    /** How long {@link #close} may have to wait. */
    private static final Duration TURN = Duration.ofMillis(200);
    private static final System.Logger LOG = System.getLogger("ipvs");

    private final NetlinkSocket socket;
    private final Runnable listener;
    private final Map<Integer, Link> links = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("address-watch").unstarted(this::listen);
    private volatile boolean closed;

    private AddressWatch(NetlinkSocket socket, Runnable listener) {
        this.socket = socket;
        this.listener = listener;
    }

    static AddressWatch open(Runnable listener) throws NetlinkException {
        var watch = new AddressWatch(NetlinkSocket.open(NetlinkSocket.ROUTE, GROUPS), listener);
        watch.thread.start();
        return watch;
    }

    private void listen() {
        try {
            while (!closed) {
                if (changed()) {
                    listener.run();
                }
            }
        } catch (NetlinkException e) {
            LOG.log(System.Logger.Level.WARNING,
                    "changes of interfaces are no longer heard, only seen each second: {0}",
                    e.toString());
        } finally {
            socket.close();
        }
    }

    private boolean changed() throws NetlinkException {
        try {
            boolean changed = false;
            var datagram = socket.receive(TURN);
            if (datagram.isPresent()) {
                for (Message message : Message.split(datagram.get())) {
                    changed |= matters(message);
                }
            }
            return changed;
        } catch (NetlinkException.Lost lost) {
            return true; // what it was is not known, so whoever listens looks
        }
    }

    private boolean matters(Message message) throws NetlinkException {
        if (message.type() != Interface.NEW) {
            return message.type() == LINK_GONE || message.type() == AddressCodec.DELETE;
        }
        Optional<Link> link = Interface.decode(message).map(Interface::link);
        return link.isPresent() && !link.get().equals(links.put(link.get().index(), link.get()));
    }

    @Override
    public void close() {
        closed = true;
    }
}
