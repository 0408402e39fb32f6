package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.FileReason;
import java.time.Duration;
import java.time.Instant;

/**
 * A revision that goes back by itself unless it is confirmed; on the disk before it is in force, so that a restart knows of it.
 *
 * @param number of the revision; 0 = none
 * @param back number of the revision that comes back
 * @param until when
 * @param seconds how long it was given
 * @param actor who applied it
 * @param sha256 of its bytes, in hex
 */
record Trial(int number, int back, Instant until, long seconds, String actor, String sha256) {
    static final int LEAST_SECONDS = 5;
    static final int MOST_SECONDS = 86_400;
    static final Trial NONE = new Trial(0, 0, Instant.EPOCH, 0, "", "");

    boolean pending() {
        return number > 0;
    }

    /** How long it has left; a clock that was set back gives it no more than it was given. */
    Duration left(Instant now) {
        Duration left = Duration.between(now, until);
        Duration given = Duration.ofSeconds(seconds);
        return left.isNegative() ? Duration.ZERO : left.compareTo(given) > 0 ? given : left;
    }

    /** Why something else is not done meanwhile. */
    FileReason waits() {
        return new FileReason.TrialPending(number, actor, until, back);
    }

    FileReason.NotConfirmed lapsed() {
        return new FileReason.NotConfirmed(number, seconds);
    }
}
