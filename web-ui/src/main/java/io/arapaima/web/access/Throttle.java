package io.arapaima.web.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often something may happen to each of many: so many at once, and then one whenever its time has come round (a token bucket
 * each). Those that were not seen for longest are forgotten when there are too many. Thread-safe.
 */
public final class Throttle {
    private static final int MOST = 10_000;

    private final int atOnce;
    private final long nanosEach;
    private final LongSupplier nanoClock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** What is used up, in time: at {@code full} nanoseconds nothing is left. */
    private record Bucket(long usedNanos, long at) {}

    /**
     * Counts for each from nothing on.
     *
     * @param atOnce how many may come together, at least 1
     * @param each the time after which one more may come
     * @param nanoClock the machine's monotonic clock
     */
    public Throttle(int atOnce, Duration each, LongSupplier nanoClock) {
        this.atOnce = atOnce;
        this.nanosEach = each.toNanos();
        this.nanoClock = nanoClock;
    }

    /**
     * Asks whether one more may happen, without counting it.
     *
     * @param whom to
     * @return how long to wait; empty = it may
     */
    public synchronized Optional<Duration> wait(String whom) {
        return over(used(whom));
    }

    /**
     * Counts one.
     *
     * @param whom to
     * @return how long to wait, and then it was not counted; empty = it may happen
     */
    public synchronized Optional<Duration> take(String whom) {
        long used = used(whom);
        Optional<Duration> wait = over(used);
        if (wait.isEmpty()) {
            buckets.put(whom, new Bucket(used + nanosEach, nanoClock.getAsLong()));
            if (buckets.size() > MOST) {
                buckets.remove(buckets.keySet().iterator().next());
            }
        }
        return wait;
    }

    /**
     * Forgets what was counted.
     *
     * @param whom to
     */
    public synchronized void forgive(String whom) {
        buckets.remove(whom);
    }

    private long used(String whom) {
        Bucket bucket = buckets.get(whom);
        return bucket == null ? 0 : Math.max(0, bucket.usedNanos() - (nanoClock.getAsLong() - bucket.at()));
    }

    private Optional<Duration> over(long used) {
        long most = (atOnce - 1) * nanosEach;
        return used <= most ? Optional.empty() : Optional.of(Duration.ofNanos(used - most));
    }
}
