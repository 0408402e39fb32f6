package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.RoleReason;
/**
 * The role of this director, as it is in force. Times are nanoseconds of its own monotonic clock.
 *
 * @param active whether it has the role
 * @param reason why
 * @param since since when
 * @param term of the newest takeover it knows of
 * @param addressesUntil when its addresses must be gone after it gave up the role; 0 = they are
 * @param confirmAt when the hub is told the role again
 */
public record RoleState(boolean active, RoleReason reason, long since, long term, long addressesUntil, long confirmAt) {
    static RoleState start(long now) {
        return new RoleState(false, new RoleReason.Started(), now, 0, 0, now);
    }

    RoleState taken(RoleReason why, long now, Rules rules) {
        return new RoleState(true, why, now, term + 1, 0, now + rules.confirmation().toNanos());
    }

    RoleState givenUp(RoleReason why, long now, Rules rules) {
        return new RoleState(false, why, now, term, now + rules.fade().toNanos(),
                now + rules.confirmation().toNanos());
    }

    /** Its addresses are gone. */
    RoleState released() {
        return new RoleState(active, reason, since, term, 0, confirmAt);
    }

    /** Another director has said the term of its takeover; whoever has the role keeps its own. */
    RoleState heardOf(long other) {
        return new RoleState(active, reason, since, Math.max(term, active ? 0 : other), addressesUntil, confirmAt);
    }

    RoleState confirmed(long now, Rules rules) {
        return new RoleState(active, reason, since, term, addressesUntil, now + rules.confirmation().toNanos());
    }
}
