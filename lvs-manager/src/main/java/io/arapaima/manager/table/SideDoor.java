package io.arapaima.manager.table;

import io.arapaima.dataplane.DataPlane;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A second way to the data plane, for questions that take long and decide nothing: the kernel answers on several sockets at once, so
 * the director need not wait. Thread-safe; one question after the other.
 */
public final class SideDoor implements AutoCloseable {
    /** Opens another conversation with the data plane. */
    @FunctionalInterface
    public interface Way {
        /**
         * Opens it.
         *
         * @return the conversation; empty where there can be only one
         * @throws IOException when the data plane cannot be asked
         */
        Optional<DataPlane> open() throws IOException;
    }

    private final Way way;
    private @Nullable DataPlane plane;

    /** Opened when it is first asked. */
    public SideDoor(Way way) {
        this.way = way;
    }

    /**
     * Asks.
     *
     * @param <T> what is answered
     * @param question what
     * @return the answer; empty where the director has to be asked
     * @throws IOException when the data plane refuses or cannot be asked
     */
    public synchronized <T> Optional<T> ask(PlaneQuestion<T> question) throws IOException {
        DataPlane there = plane;
        if (there == null) {
            Optional<DataPlane> opened = way.open();
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            there = opened.get();
            plane = there;
        }
        try {
            return Optional.of(question.of(there));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (plane != null) {
            plane.close();
            plane = null;
        }
    }
}
