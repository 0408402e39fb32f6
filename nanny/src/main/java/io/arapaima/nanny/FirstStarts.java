package io.arapaima.nanny;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The queue of probes that are started out of turn: new ones, and those whose first answer did not count. A plan's new
 * probes are spread over a second; more than {@value #PER_SECOND} take as many seconds as that rate needs. No clock, no
 * thread. Not thread-safe.
 */
final class FirstStarts {
    /** What two processors start with code that is not compiled yet, and still notice a server's answer in time. */
    static final int PER_SECOND = 2000;
    private static final long SPREAD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LEAST_APART = SPREAD_NANOS / PER_SECOND;
    /** The first one loads the code that all others run; a service of three servers does not wait a second for that. */
    private static final long MOST_APART = Duration.ofMillis(50).toNanos();

    private final Deque<Turn> turns = new ArrayDeque<>();
    private long earliestNanos;
    private boolean begun;

    /** A probe, and when it is to be started on the clock of System.nanoTime(). */
    record Turn(Probe probe, long dueNanos) {}

    /** Puts the new probes of a plan behind those that wait already. */
    void add(Collection<Probe> probes, long nowNanos) {
        long apart = Math.clamp(SPREAD_NANOS / Math.max(1, probes.size()), LEAST_APART, MOST_APART);
        probes.forEach(probe -> put(probe, nowNanos, apart));
    }

    /** Puts one probe behind those that wait already, as soon after them as the rate allows. */
    void again(Probe probe, long nowNanos) {
        put(probe, nowNanos, LEAST_APART);
    }

    private void put(Probe probe, long nowNanos, long apart) {
        long due = begun && earliestNanos - nowNanos > 0 ? earliestNanos : nowNanos;
        begun = true;
        earliestNanos = due + apart;
        turns.addLast(new Turn(probe, due));
    }

    /** Takes out every probe that is not among these. */
    void retain(Set<Probe> probes) {
        turns.removeIf(turn -> !probes.contains(turn.probe()));
    }

    /** {@return whose time has come; they leave the queue} */
    List<Turn> due(long nowNanos) {
        List<Turn> due = new ArrayList<>();
        while (!turns.isEmpty() && turns.getFirst().dueNanos() - nowNanos <= 0) {
            due.add(turns.removeFirst());
        }
        return due;
    }

    /** {@return when the next one is due; empty = nobody waits} */
    OptionalLong next() {
        return turns.isEmpty() ? OptionalLong.empty() : OptionalLong.of(turns.getFirst().dueNanos());
    }
}
