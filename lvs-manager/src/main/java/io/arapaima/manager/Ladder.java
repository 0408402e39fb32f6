package io.arapaima.manager;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be stopped in reverse. A rung that breaks while it is taken down does not keep the others up. */
final class Ladder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("lvs");
    private final Deque<AutoCloseable> rungs = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T rung) {
        rungs.push(rung);
        return rung;
    }

    @Override
    public synchronized void close() {
        while (!rungs.isEmpty()) {
            try {
                rungs.pop().close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "while stopping: {0}", e.toString());
            }
        }
    }
}
