package io.arapaima.check;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A point in monotonic time until which an answer counts. Immutable.
 *
 * @param nanoTime the point, on the clock of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {
    /**
     * A deadline from now.
     *
     * @param limit how long
     * @return now plus the limit
     */
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /**
     * The earlier of this deadline and a limit that starts now, for one step of a probe such as the connect.
     *
     * @param limit how long the step may take
     * @return the earlier one
     */
    public Deadline orIn(Duration limit) {
        Deadline step = in(limit);
        return step.nanoTime - nanoTime < 0 ? step : this;
    }

    /** {@return what is left; zero when it has passed} */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** {@return true when nothing is left} */
    public boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /**
     * What is left as a socket time-out, where 0 would mean for ever.
     *
     * @return at least 1 ms, rounded up
     * @throws SocketTimeoutException when nothing is left
     */
    public int millisLeft() throws SocketTimeoutException {
        return (int) Math.min(Integer.MAX_VALUE, (nanosLeft() + 999_999) / 1_000_000);
    }

    /** What is left for who must wait; more than nothing. */
    long nanosLeft() throws SocketTimeoutException {
        long nanos = nanoTime - System.nanoTime();
        if (nanos <= 0) {
            throw new SocketTimeoutException("no answer within the time limit");
        }
        return nanos;
    }
}
