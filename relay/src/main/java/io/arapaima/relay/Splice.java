package io.arapaima.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client's connection joined to its real server's. Belongs to one {@link Forwarder} and is used by its thread only. */
final class Splice {
    private final SocketChannel client;
    private final SocketChannel server;
    private final Lease lease;
    private final SelectionKey clientKey;
    private final Stream up;
    private final Stream down;
    private long lastMovedNanos;
    private int kept;

    Splice(Dialler.Joined joined, Selector selector, long nowNanos) throws IOException {
        client = joined.client();
        server = joined.server();
        lease = joined.lease();
        client.configureBlocking(false);
        server.configureBlocking(false);
        clientKey = client.register(selector, SelectionKey.OP_READ, this);
        SelectionKey serverKey = server.register(selector, SelectionKey.OP_READ, this);
        Meter meter = lease.destination().meter;
        meter.connected();
        up = new Stream(clientKey, serverKey, meter::in);
        down = new Stream(serverKey, clientKey, meter::out);
        lastMovedNanos = nowNanos;
    }

    /** Moves bytes of a channel that is ready. Returns false when the connection is over, and then was closed. */
    boolean move(SelectionKey ready, ByteBuffer buffer, long nowNanos) {
        lastMovedNanos = nowNanos;
        boolean ofClient = ready.equals(clientKey);
        try {
            if (ready.isWritable()) {
                kept -= (ofClient ? down : up).write();
            }
            if (ready.isReadable()) {
                kept += (ofClient ? up : down).read(buffer);
            }
        } catch (IOException reset) {
            reset();
            return false;
        }
        if (up.ended() && down.ended()) {
            close();
            return false;
        }
        if (up.ended() || down.ended()) {
            lease.halfClosed();
        }
        return true;
    }

    /** How many bytes wait for a slow reader. */
    int kept() {
        return kept;
    }

    /** Whether the connection has to go: its destination was removed, or it was silent for longer than allowed. */
    boolean overdue(Limits limits, long nowNanos) {
        boolean half = up.ended() || down.ended();
        long allowed = (half ? limits.halfClosedIdle() : limits.idle()).toNanos();
        return lease.revoked() || nowNanos - lastMovedNanos > allowed;
    }

    /** Ends both sides with a reset, which is also how either side's reset reaches the other. */
    void reset() {
        Sockets.reset(client);
        Sockets.reset(server);
        over();
    }

    private void close() {
        Sockets.close(client);
        Sockets.close(server);
        over();
    }

    private void over() {
        kept -= up.discard() + down.discard();
        lease.ended();
    }
}
