package io.arapaima.nanny;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late probes start, as a histogram whose buckets grow by a twelfth. Early starts count as punctual. Thread-safe.
 */
final class Lateness {
    /** Powers of two of a microsecond, up to 35 minutes. */
    private static final int OCTAVES = 31;
    private static final int STEPS = 8;

    private final AtomicLongArray buckets = new AtomicLongArray(OCTAVES * STEPS);
    private final AtomicLong starts = new AtomicLong();
    private final AtomicLong greatestNanos = new AtomicLong();

    void add(long lateNanos) {
        starts.incrementAndGet();
        greatestNanos.accumulateAndGet(lateNanos, Math::max);
        double micros = Math.max(1, lateNanos / 1e3);
        int bucket = (int) (STEPS * Math.log(micros) / Math.log(2));
        buckets.incrementAndGet(Math.min(bucket, buckets.length() - 1));
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
                return Duration.ofNanos((long) (1e3 * Math.pow(2, (i + 1.0) / STEPS)));
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
