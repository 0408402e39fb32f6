package io.arapaima.manager.addresses;

import io.arapaima.daemon.EssentialThread;
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
import java.util.function.BooleanSupplier;

/**
 * Tells the neighbours about addresses, each in its own rhythm, on a thread of its own. Once {@link #stop} has returned, not
 * one more announcement of that address leaves (docs/piranha.md, P25). Thread-safe.
 */
final class Announcements implements AutoCloseable {
    /** Keeps many addresses below 1,000 frames a second; each announcement has two. */
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** So often a new owner insists while the old one may still answer. */
    private static final Duration OFTEN = Duration.ofMillis(250);

    private final AddressPlane plane;
    private final BooleanSupplier allowed;
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
    record Rhythm(int count, Duration interval, Duration refresh) {
        /** Oftener, and at least for so long: somebody else may still answer for the address. */
        Rhythm insisting(Duration time) {
            Duration often = interval.compareTo(OFTEN) < 0 ? interval : OFTEN;
            Duration usual = interval.multipliedBy(count);
            Duration whole = usual.compareTo(time) < 0 ? time : usual;
            return new Rhythm((int) whole.dividedBy(often) + 1, often, refresh);
        }
    }

    /** Whether an address may be ours is asked before each announcement: who was stopped and goes on must not lie. */
    Announcements(AddressPlane plane, BooleanSupplier allowed) {
        this.plane = plane;
        this.allowed = allowed;
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
            var _ = thread.schedule(EssentialThread.task(task), delay.toNanos(), TimeUnit.NANOSECONDS);
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
                if (allowed.getAsBoolean()) {
                    plane.announce(address);
                }
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
