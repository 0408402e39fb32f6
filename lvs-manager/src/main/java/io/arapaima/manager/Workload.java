package io.arapaima.manager;

import java.time.Duration;

/**
 * Work that keeps the director's thread longer than a pass: another lvs.cf, or other checks, are taken into use. While it lasts the
 * hub is late for a good reason, for a minute at most. Written by the director's thread, read by any.
 */
final class Workload {
    /** A file of 100,000 servers takes some seconds to be put into use, on a busy machine many. */
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final Duration LEAST = Duration.ofSeconds(2);

    private volatile long sinceNanos;
    private volatile boolean going = true;

    /** A start is work, too. */
    Workload(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /** Begins it if this input brings some. */
    void begin(Input input, long nowNanos) {
        if (input instanceof Input.Adopt || input instanceof Input.NannyCame
                || input instanceof Input.Offered) {
            sinceNanos = nowNanos;
            going = true;
        }
    }

    void end() {
        going = false;
    }

    /** {@return whether the director is late because of it} */
    boolean explains(long nowNanos) {
        long time = nowNanos - sinceNanos;
        return going && time > LEAST.toNanos() && time < MOST.toNanos();
    }
}
