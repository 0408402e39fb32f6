package io.arapaima.check;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Objects;

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

    /** As the collection left it. What the heap holds now would count the garbage that a flood has made since. */
    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage).filter(Objects::nonNull).mapToLong(MemoryUsage::getUsed)
                .sum();
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
