package io.arapaima.check;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Measures what stays on the heap while a trial runs: a full collection, then what is left, at a few moments of it. */
final class HeapWatch implements AutoCloseable {
    private static final int MOMENTS = 4;
    private final long before = liveBytes();
    private final Thread watcher;
    private volatile long most;

    HeapWatch(Duration trial) {
        watcher = Thread.ofPlatform().daemon().name("contract-heap-watch")
                .start(() -> watch(trial.dividedBy(MOMENTS + 1)));
    }

    private void watch(Duration pause) {
        try {
            for (int i = 0; i < MOMENTS; i++) {
                Thread.sleep(pause);
                most = Math.max(most, liveBytes() - before);
            }
        } catch (InterruptedException _) {
            // the trial ended early
        }
    }

    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** {@return the greatest growth seen, in bytes} */
    long most() {
        return most;
    }

    @Override
    public void close() {
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
