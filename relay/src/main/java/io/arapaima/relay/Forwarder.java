package io.arapaima.relay;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * One thread that moves the bytes of its share of the connections.
 *
 * <p>Selectors, not two virtual threads a connection: see README.md of this module for both measured. A silent connection
 * costs no buffer here, because one buffer serves a whole thread and only what a slow reader did not take is kept.
 */
final class Forwarder implements Runnable, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("relay");
    /** Bytes moved at a time: above it a loopback transfer gets no faster, below it slower. */
    private static final int BUFFER = 64 * 1024;
    /** Bytes kept for slow readers before reads become small; with four threads 64 MB. */
    private static final long KEPT_LIMIT = 16L * 1024 * 1024;
    /** Bytes moved at a time once the limit is reached: 10,000 connections then keep at most 40 MB more. */
    private static final int SMALL_READ = 2 * 1024;
    /** How often connections are searched for overdue ones; their limits are minutes. */
    private static final long SWEEP_MILLIS = 1000;
    /** It comes round each {@link #SWEEP_MILLIS} at least; a loop that does not is no relay any more. */
    private static final long STUCK_NANOS = 4 * SWEEP_MILLIS * 1_000_000;

    private final Limits limits;
    private final LongSupplier clock;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Queue<Dialler.Joined> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<Splice> splices = new HashSet<>();
    private volatile boolean closed;
    private volatile boolean sweepWanted;
    private volatile long turnedNanos;
    private long sweptNanos;
    private long kept;

    /** The clock is monotonic, in nanoseconds. */
    Forwarder(Limits limits, LongSupplier clock) throws IOException {
        this.limits = limits;
        this.clock = clock;
        this.selector = Selector.open();
        this.sweptNanos = clock.getAsLong();
        this.turnedNanos = sweptNanos;
    }

    /** Takes over a connection, from any thread. */
    void adopt(Dialler.Joined joined) {
        arrivals.add(joined);
        selector.wakeup();
    }

    /** Resets what has lost its destination, soon; from any thread. */
    void sweep() {
        sweepWanted = true;
        selector.wakeup();
    }

    /** Resets all connections and ends the thread, soon; from any thread. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    /** Whether it has had its turn lately; from any thread. */
    boolean comesRound() {
        return clock.getAsLong() - turnedNanos < STUCK_NANOS;
    }

    @Override
    public void run() {
        while (!closed) {
            turnedNanos = clock.getAsLong();
            try {
                selector.select(this::ready, SWEEP_MILLIS);
                for (var joined = arrivals.poll(); joined != null; joined = arrivals.poll()) {
                    splice(joined);
                }
                sweepOverdue();
            } catch (IOException | RuntimeException defect) {
                LOG.log(Level.ERROR, "a defect in the relay; the connections go on", defect);
            }
        }
        arrivals.forEach(Dialler.Joined::reset);
        splices.forEach(Splice::reset);
        Sockets.close(selector);
    }

    private void ready(SelectionKey key) {
        var splice = (Splice) key.attachment();
        if (!key.isValid()) {
            return; // its other half was ready too, and ended the connection
        }
        int before = splice.kept();
        buffer.clear().limit(kept > KEPT_LIMIT ? SMALL_READ : BUFFER);
        if (!splice.move(key, buffer, clock.getAsLong())) {
            splices.remove(splice);
        }
        kept += splice.kept() - before;
    }

    private void splice(Dialler.Joined joined) {
        try {
            splices.add(new Splice(joined, selector, clock.getAsLong()));
        } catch (IOException closedMeanwhile) {
            LOG.log(Level.DEBUG, "a connection ended before it began", closedMeanwhile);
            joined.reset();
        }
        if (joined.lease().revoked()) {
            sweepWanted = true; // the sweep after its removal ran before it arrived here
        }
    }

    private void sweepOverdue() {
        long now = clock.getAsLong();
        if (!sweepWanted && now - sweptNanos < SWEEP_MILLIS * 1_000_000) {
            return;
        }
        sweepWanted = false;
        sweptNanos = now;
        for (Splice splice : List.copyOf(splices)) {
            if (splice.overdue(limits, now)) {
                kept -= splice.kept();
                splice.reset();
                splices.remove(splice);
            }
        }
    }
}
