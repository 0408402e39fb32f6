package io.arapaima.manager;

/**
 * Since when a word cannot have been waiting to be heard. Who had to wait for it had found nothing before; who had not may
 * hear what is as old as the last time when there was nothing. Pure.
 */
final class Arrivals {
    /** What lies ready is read quicker. */
    static final long WAITED_NANOS = 1_000_000;

    private long nothingNanos;

    /** Begins when the conversation does: before, nothing was said. */
    Arrivals(long nowNanos) {
        this.nothingNanos = nowNanos;
    }

    /** The moment before which a word cannot have been said that somebody began to wait for and then heard. */
    long earliest(long beganNanos, long heardNanos) {
        if (heardNanos - beganNanos >= WAITED_NANOS) {
            nothingNanos = beganNanos;
        }
        return nothingNanos;
    }
}
