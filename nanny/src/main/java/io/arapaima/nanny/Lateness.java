package io.arapaima.nanny;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late probes start, as a histogram whose buckets are at most a sixteenth wide. Early starts count as punctual.
 * Thread-safe.
 */
final class Lateness {
    /** The first bucket begins here, at about a microsecond: two to the power of this, in nanoseconds. */
    private static final int LEAST = 10;
    /** Each twice as long as the one before, up to 35 minutes. */
    private static final int OCTAVES = 31;
    /** Sixteen, as a power of two. */
    private static final int STEP_BITS = 4;
    private static final int STEPS = 1 << STEP_BITS;

    private final AtomicLongArray buckets = new AtomicLongArray(OCTAVES * STEPS);
    private final AtomicLong starts = new AtomicLong();
    private final AtomicLong greatestNanos = new AtomicLong();

    void add(long lateNanos) {
        starts.incrementAndGet();
        greatestNanos.accumulateAndGet(lateNanos, Math::max);
        buckets.incrementAndGet(bucket(lateNanos));
    }

    /** In whole numbers, because it is done at every start. */
    private static int bucket(long lateNanos) {
        long nanos = Math.clamp(lateNanos, 1L << LEAST, (1L << (LEAST + OCTAVES)) - 1);
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> (octave - STEP_BITS)) & (STEPS - 1);
        return (octave - LEAST) * STEPS + step;
    }

    private static long upperEnd(int bucket) {
        int octave = LEAST + bucket / STEPS;
        return (1L << octave) + ((bucket % STEPS + 1L) << (octave - STEP_BITS));
    }

    long starts() {
        return starts.get();
    }

    Duration greatest() {
        return Duration.ofNanos(greatestNanos.get());
    }

    /** {@return the upper end of the bucket in which the share of all starts lies; zero before the first start} */
    Duration quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(starts.get() * share));
        long seen = 0;
        for (int i = 0; i < buckets.length(); i++) {
            seen += buckets.get(i);
            if (seen >= wanted) {
                return Duration.ofNanos(upperEnd(i));
            }
        }
        return Duration.ZERO;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d starts, late p50 %.2f ms, p99 %.2f ms, at most %.1f ms", starts.get(),
                quantile(0.5).toNanos() / 1e6, quantile(0.99).toNanos() / 1e6, greatestNanos.get() / 1e6);
    }
}
