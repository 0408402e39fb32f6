package io.arapaima.nanny;

import java.util.concurrent.atomic.LongAdder;

/** How late probes start: since the engine's start, and lately. Thread-safe. */
final class Punctuality {
    private final Lateness total = new Lateness();
    private final LongAdder overdue = new LongAdder();
    private volatile Lateness lately = new Lateness();

    /** A probe has started. */
    void add(long lateNanos, long intervalMillis) {
        total.add(lateNanos);
        lately.add(lateNanos);
        if (lateNanos > intervalMillis * 1_000_000 / 2) {
            overdue.increment();
        }
    }

    Lateness total() {
        return total;
    }

    /** {@return starts that came later than half of their interval} */
    long overdue() {
        return overdue.sum();
    }

    /** {@return what was measured since the last call} */
    Lateness turnOver() {
        Lateness ended = lately;
        lately = new Lateness();
        return ended;
    }
}
