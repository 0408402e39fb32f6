package io.arapaima.nanny;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.nanny.plugin.Memory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Calls for what runs too long: at the deadline, and again whenever the one who is called wants to be. Deadlines within the
 * same 20 ms come together, so nearly every run, which ends long before, costs two operations on a map and wakes nobody.
 * Goes on a platform thread, because a deadline must come even when a plugin holds all carriers; for the same reason no lock
 * is shared with the runs. Thread-safe.
 */
final class Deadlines implements AutoCloseable {
    /** So much later than asked a deadline may come; a probe itself goes by its own clock. */
    private static final long GRAIN_NANOS = Duration.ofMillis(20).toNanos();
    /** As many as begin in one slot of a schedule with a thousand checks a second. */
    private static final int TOGETHER = 40;
    private static final System.Logger LOG = System.getLogger("nanny");

    private final Function<CheckRun, Duration> overdue;
    private final ConcurrentNavigableMap<Long, Set<CheckRun>> turns = new ConcurrentSkipListMap<>();
    private final Thread thread;
    private volatile long wakesAt = Long.MAX_VALUE;
    private volatile boolean closed;

    /** What is called for a run says how long after that it wants to be called again; zero = not again. */
    Deadlines(Function<CheckRun, Duration> overdue) {
        this.overdue = overdue;
        thread = EssentialThread.platform("deadlines").unstarted(() -> Memory.guarded(this::go).run());
    }

    void start() {
        thread.start();
    }

    /** The run has so long from now on; {@return what {@link #forget} wants} */
    long watch(CheckRun run, Duration limit) {
        return put((System.nanoTime() + limit.toNanos()) / GRAIN_NANOS + 1, run);
    }

    /** The run has ended. */
    void forget(long turn, CheckRun run) {
        Set<CheckRun> there = turns.get(turn);
        if (there != null) {
            there.remove(run);
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this set that the thread will look at, not an equal one
    private long put(long earliest, CheckRun run) {
        for (long turn = earliest; true; turn++) {
            Set<CheckRun> there = turns.computeIfAbsent(turn, _ -> ConcurrentHashMap.newKeySet(TOGETHER));
            there.add(run);
            // Else its turn came meanwhile, and the thread may have looked before.
            if (turns.get(turn) == there) {
                if (turn < wakesAt) {
                    LockSupport.unpark(thread);
                }
                return turn;
            }
        }
    }

    private void go() {
        while (!closed) {
            take(System.nanoTime() / GRAIN_NANOS);
            wakesAt = next();
            // Whoever came before it could be seen woke nobody.
            if (next() == wakesAt) {
                LockSupport.parkNanos(wakesAt == Long.MAX_VALUE
                        ? Long.MAX_VALUE
                        : Math.max(1, wakesAt * GRAIN_NANOS - System.nanoTime()));
            }
        }
    }

    private void take(long now) {
        for (Map.Entry<Long, Set<CheckRun>> turn : turns.headMap(now, true).entrySet()) {
            turns.remove(turn.getKey());
            for (CheckRun run : turn.getValue()) {
                try {
                    Duration again = overdue.apply(run);
                    if (again.isPositive()) {
                        put(now + again.toNanos() / GRAIN_NANOS, run);
                    }
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "defect at the deadline of a check", e);
                }
            }
        }
    }

    private long next() {
        Map.Entry<Long, Set<CheckRun>> entry = turns.firstEntry();
        return entry == null ? Long.MAX_VALUE : entry.getKey();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
