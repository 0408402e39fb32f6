package io.arapaima.manager.memory;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Brings things to the disk of the state folder, on a thread that nobody waits for. Thread-safe. */
public interface StateDisk {
    /** Something that may wait for the disk. */
    @FunctionalInterface
    interface Work {
        /**
         * Writes the newest of its kind.
         *
         * @throws IOException if that fails; it is tried again
         */
        void run() throws IOException;
    }

    /**
     * Has something done, after what was handed over before; returns at once.
     *
     * @param kind of the work; what waits already is not added again
     * @param work the work
     */
    void submit(String kind, Work work);

    /**
     * Whether the disk has it.
     *
     * @param limit longest time
     * @return true when everything that was handed over so far is on the disk, false when it is not within that time
     */
    CompletableFuture<Boolean> written(Duration limit);
}
