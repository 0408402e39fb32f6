package io.arapaima.daemon;

import java.time.Duration;

/**
 * How long somebody who should speak has said nothing. Only time in which the listener itself was awake counts: whoever was stopped, or
 * got no processor, cannot say that the other one was silent. Thread-safe.
 */
public final class Silence {
    private final long most;
    private long lookedAt;
    private long silent;
    private boolean occupied;

    /**
     * Begins to listen.
     *
     * @param rhythm how often {@link #look} is called; a look that comes later than two of them counts as two
     * @param nowNanos monotonic clock
     */
    public Silence(Duration rhythm, long nowNanos) {
        this.most = 2 * rhythm.toNanos();
        this.lookedAt = nowNanos;
    }

    /** The other one has said something. */
    public synchronized void heard() {
        silent = 0;
    }

    /**
     * Says whether the listener is busy with what was said before, so that the next word may lie unread.
     *
     * @param busy true: what follows is no silence
     */
    public synchronized void occupied(boolean busy) {
        occupied = busy;
        if (busy) {
            silent = 0;
        }
    }

    /**
     * Looks at the clock.
     *
     * @param nowNanos monotonic clock
     * @return how long nothing has been said
     */
    public synchronized Duration look(long nowNanos) {
        long gap = Math.min(most, nowNanos - lookedAt);
        lookedAt = nowNanos;
        silent = occupied ? 0 : silent + gap;
        return Duration.ofNanos(silent);
    }
}
