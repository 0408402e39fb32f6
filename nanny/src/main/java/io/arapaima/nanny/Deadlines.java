package io.arapaima.nanny;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Ends what runs too long: one call at the deadline, another after a grace. Deadlines within the same 20 ms come
 * together, so nearly every run, which ends long before, costs two operations on a map and wakes nobody. Goes on a
 * platform thread, because a deadline must come even when a plugin holds all carriers; for the same reason no lock is
 * shared with the runs. Thread-safe.
 */
final class Deadlines implements AutoCloseable {
    /** So much later than asked a deadline may come; a probe itself goes by its own clock. */
    private static final long GRAIN_NANOS = Duration.ofMillis(20).toNanos();
    /** As many as begin in one slot of a schedule with a thousand checks a second. */
    private static final int TOGETHER = 40;
    private static final System.Logger LOG = System.getLogger("nanny");

    private final long graceTurns;
    private final Consumer<CheckRun> atDeadline;
    private final Consumer<CheckRun> afterGrace;
    private final ConcurrentNavigableMap<Long, Set<CheckRun>> running = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Long, Set<CheckRun>> graced = new ConcurrentSkipListMap<>();
    private final Thread thread;
    private volatile long wakesAt = Long.MAX_VALUE;
    private volatile boolean closed;

    Deadlines(Duration grace, Consumer<CheckRun> atDeadline, Consumer<CheckRun> afterGrace) {
        this.graceTurns = grace.toNanos() / GRAIN_NANOS;
        this.atDeadline = atDeadline;
        this.afterGrace = afterGrace;
        thread = Thread.ofPlatform().name("deadlines").daemon().unstarted(() -> Memory.guarded(this::go).run());
    }

    void start() {
        thread.start();
    }

    /** The run has so long from now on; {@return what {@link #forget} wants} */
    long watch(CheckRun run, Duration limit) {
        return put(running, (System.nanoTime() + limit.toNanos()) / GRAIN_NANOS + 1, run);
    }

    /** The run has ended. */
    void forget(long turn, CheckRun run) {
        Set<CheckRun> there = running.get(turn);
        if (there != null) {
            there.remove(run);
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this set that the thread will look at, not an equal one
    private long put(ConcurrentNavigableMap<Long, Set<CheckRun>> turns, long earliest, CheckRun run) {
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
            long now = System.nanoTime() / GRAIN_NANOS;
            take(running, now, run -> {
                atDeadline.accept(run);
                put(graced, now + graceTurns, run);
            });
            take(graced, now, afterGrace);
            wakesAt = next();
            // Whoever came before it could be seen woke nobody.
            if (next() == wakesAt) {
                LockSupport.parkNanos(wakesAt == Long.MAX_VALUE
                        ? Long.MAX_VALUE
                        : Math.max(1, wakesAt * GRAIN_NANOS - System.nanoTime()));
            }
        }
    }

    private static void take(ConcurrentNavigableMap<Long, Set<CheckRun>> turns, long now, Consumer<CheckRun> what) {
        Collection<Map.Entry<Long, Set<CheckRun>>> due = turns.headMap(now, true).entrySet();
        for (Map.Entry<Long, Set<CheckRun>> turn : due) {
            turns.remove(turn.getKey());
            for (CheckRun run : turn.getValue()) {
                try {
                    what.accept(run);
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "defect at the deadline of a check", e);
                }
            }
        }
    }

    private long next() {
        return Math.min(first(running), first(graced));
    }

    private static long first(ConcurrentNavigableMap<Long, Set<CheckRun>> turns) {
        Map.Entry<Long, Set<CheckRun>> entry = turns.firstEntry();
        return entry == null ? Long.MAX_VALUE : entry.getKey();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
