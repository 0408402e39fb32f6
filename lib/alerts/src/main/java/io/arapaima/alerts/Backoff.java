package io.arapaima.alerts;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import java.time.Duration;
import java.time.Instant;

/**
 * What failed, how often in a row, and when it is tried again. Pure.
 *
 * @param failures in a row
 * @param next not before this
 * @param what what went wrong last
 */
public record Backoff(int failures, Instant next, Reason what) {
    static final Backoff NONE = new Backoff(0, Instant.MIN, Reason.NONE);

    /**
     * How the pauses grow: each is twice the one before.
     *
     * @param first after the first failure
     * @param longest at most
     */
    public record Pauses(Duration first, Duration longest) {
        /** A mail server that is restarted is back in seconds; one that is down shall be left alone. */
        static final Pauses DEFAULT = new Pauses(Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    Backoff failed(Instant now, Reason said, Pauses pauses) {
        Duration pause = pauses.first();
        for (int i = 0; i < failures && pause.compareTo(pauses.longest()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration wait = pause.compareTo(pauses.longest()) > 0 ? pauses.longest() : pause;
        return new Backoff(failures + 1, now.plus(wait), said);
    }

    /** Tried again at once; what failed is not forgotten. */
    Backoff hurried() {
        return new Backoff(failures, Instant.EPOCH, what);
    }

    /** A clock that was set back must not make the pause longer than pauses are. */
    boolean due(Instant now, Pauses pauses) {
        return !next.isAfter(now) || next.isAfter(now.plus(pauses.longest()));
    }

    /** How long until the next try, at most so long. */
    Duration left(Instant now, Duration longest) {
        Duration left = Duration.between(now, next);
        return left.isNegative() ? Duration.ZERO : left.compareTo(longest) > 0 ? longest : left;
    }

    /** For an operator's eyes; empty when nothing failed. */
    String words(Instant now) {
        return failures == 0
                ? ""
                : ", last error: " + English.of(what) + ", next try in "
                        + left(now, Pauses.DEFAULT.longest()).toSeconds() + " s";
    }
}
