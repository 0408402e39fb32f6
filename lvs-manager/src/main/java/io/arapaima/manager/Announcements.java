package io.arapaima.manager;

import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.VirtualAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the neighbours about addresses, each in its own rhythm, on a thread of its own. Once {@link #stop} has returned, not
 * one more announcement of that address leaves (P25). Thread-safe.
 */
final class Announcements implements AutoCloseable {
    /** Keeps many addresses below 1,000 frames a second; each announcement has two. */
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final AddressPlane plane;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("announcements").factory());
    private final Map<VirtualAddress, Integer> turns = new HashMap<>();
    private final Map<VirtualAddress, String> failures = new HashMap<>();
    private int starts;

    /**
     * A rhythm.
     *
     * @param count how often at first, at least once
     * @param interval between these
     * @param refresh between later ones; zero = none
     */
    record Rhythm(int count, Duration interval, Duration refresh) {}

    Announcements(AddressPlane plane) {
        this.plane = plane;
    }

    /** Begins anew, at once. */
    synchronized void start(VirtualAddress address, Rhythm rhythm) {
        int turn = ++starts;
        turns.put(address, turn);
        later(Duration.ZERO, () -> announce(address, turn, rhythm, 1));
    }

    synchronized void stop(VirtualAddress address) {
        turns.remove(address);
        failures.remove(address);
    }

    /** Why the last announcement did not leave; empty when it did. */
    synchronized String failure(VirtualAddress address) {
        return failures.getOrDefault(address, "");
    }

    private void later(Duration delay, Runnable task) {
        try {
            var _ = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile: nothing is announced any more.
        }
    }

    private void announce(VirtualAddress address, int turn, Rhythm rhythm, int number) {
        synchronized (this) {
            if (turns.getOrDefault(address, 0) != turn) {
                return;
            }
            try {
                plane.announce(address);
                failures.remove(address);
            } catch (DataPlaneException e) {
                failures.put(address, String.valueOf(e.getMessage()));
            }
        }
        Duration next = number < rhythm.count() ? rhythm.interval() : rhythm.refresh();
        if (next.isPositive()) {
            later(next, () -> announce(address, turn, rhythm, number + 1));
        }
        LockSupport.parkNanos(GAP_NANOS);
    }

    @Override
    public synchronized void close() {
        turns.clear();
        thread.shutdownNow();
    }
}
