package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
/** What a director has to do. */
public sealed interface Effect {
    /**
     * Say this to a partner, over every path at once.
     *
     * @param to rank of the partner
     * @param beat what
     */
    record Send(int to, Beat beat) implements Effect {}

    /**
     * The role is ours: tell the hub.
     *
     * @param reason why
     */
    record Take(RoleReason reason) implements Effect {}

    /**
     * The role is no longer ours: tell the hub.
     *
     * @param reason why
     */
    record GiveUp(RoleReason reason) implements Effect {}

    /**
     * Tell the hub the role once more; an active one may keep the addresses for one lease more.
     *
     * @param active the role
     */
    record Confirm(boolean active) implements Effect {}

    /**
     * Another director held the addresses too, or may have: tell the neighbours again where they are.
     *
     * @param cause which, one sentence
     */
    record Announce(String cause) implements Effect {}

    /**
     * Have a silent partner switched off; answered by {@link Input.Fenced}.
     *
     * @param partner whom
     */
    record Fence(Rules.Director partner) implements Effect {}

    /**
     * Something an operator should know.
     *
     * @param subject what is in trouble
     * @param what what is wrong; {@link Reason#NONE} = it is over
     */
    record Alarm(String subject, Reason what) implements Effect {}

    /** Everything is said; the process may end. */
    record Done() implements Effect {}
}
