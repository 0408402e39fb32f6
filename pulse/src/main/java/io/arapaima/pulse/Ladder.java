package io.arapaima.pulse;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be stopped in reverse; a rung that breaks on the way down does not keep the others up. */
final class Ladder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("pulse");
    private final Deque<AutoCloseable> rungs = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T rung) {
        rungs.push(rung);
        return rung;
    }

    @Override
    public void close() {
        while (!rungs.isEmpty()) {
            try {
                rungs.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "while stopping: {0}", e.toString());
            }
        }
    }
}
