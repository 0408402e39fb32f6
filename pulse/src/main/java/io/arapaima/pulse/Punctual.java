package io.arapaima.pulse;

import io.arapaima.ipc.PulseSnapshot.Punctuality;
import io.arapaima.pulse.election.Rules;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How late the heartbeat's own thread has been. One thread measures, any may look. */
final class Punctual {
    /** The first second of a JVM says nothing about the rest of its life. */
    private static final long WARM_UP_NANOS = 1_000_000_000L;

    private final long start;
    private volatile Worst worst = new Worst(0, Instant.EPOCH);

    private record Worst(long nanos, Instant at) {}

    Punctual(long now) {
        start = now;
    }

    void late(long nanos, long now) {
        if (nanos > worst.nanos && now - start > WARM_UP_NANOS) {
            worst = new Worst(nanos, Instant.now());
        }
    }

    Punctuality report(Rules rules) {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        long count = collectors.stream().mapToLong(c -> Math.max(0, c.getCollectionCount())).sum();
        long millis = collectors.stream().mapToLong(c -> Math.max(0, c.getCollectionTime())).sum();
        Worst now = worst;
        Duration longest = Duration.ofNanos(now.nanos);
        boolean tight = !rules.alone() && rules.deadtime().compareTo(longest.multipliedBy(2)) < 0;
        return new Punctuality(longest, now.at, count, Duration.ofMillis(millis), tight
                ? "deadtime is " + rules.deadtime().toMillis() + " ms and a beat was " + longest.toMillis()
                        + " ms late: on a machine as busy as this a deadtime of "
                        + longest.multipliedBy(3).toMillis() + "ms is safer"
                : "");
    }
}
