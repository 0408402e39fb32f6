package io.arapaima.daemon;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a daemon started, to be stopped in reverse. A rung that breaks while it is taken down is logged and does not keep the
 * others up. Closing is thread-safe, adding is not.
 */
public final class Ladder implements AutoCloseable {
    private final System.Logger log;
    private final Deque<AutoCloseable> rungs = new ArrayDeque<>();
    private boolean clean = true;

    /**
     * An empty one.
     *
     * @param daemon name of the log of whoever stands on it, for example {@code lvs}
     */
    public Ladder(String daemon) {
        log = System.getLogger(daemon);
    }

    /**
     * Adds what was started last.
     *
     * @param <T> its type
     * @param rung what to close before all others
     * @return the rung
     */
    public <T extends AutoCloseable> T add(T rung) {
        rungs.push(rung);
        return rung;
    }

    @Override
    public void close() {
        var _ = takeDown();
    }

    /**
     * Closes everything, as {@link #close()} does.
     *
     * @return whether nothing broke, now or earlier
     */
    public synchronized boolean takeDown() {
        while (!rungs.isEmpty()) {
            try {
                rungs.pop().close();
            } catch (Exception e) {
                clean = false;
                log.log(System.Logger.Level.WARNING, "while stopping: {0}", e.toString());
            }
        }
        return clean;
    }
}
