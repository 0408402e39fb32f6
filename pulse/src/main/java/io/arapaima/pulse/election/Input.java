package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.Reason;
import java.util.Optional;
import io.arapaima.ipc.reason.RoleReason;
/** What can happen to a director, as far as the election is concerned. */
public sealed interface Input {
    /** Time has passed. */
    record Tick() implements Input {}

    /**
     * A partner was heard.
     *
     * @param path over which path
     * @param beat what it said
     * @param at when it arrived, nanoseconds of this director's monotonic clock
     */
    record Heard(String path, Beat beat, long at) implements Input {}

    /**
     * The partner's kernel has said that the partner's process is no more.
     *
     * @param rank whose
     * @param incarnation of that process
     */
    record Died(int rank, long incarnation) implements Input {}

    /**
     * Something about this director's own fitness.
     *
     * @param subject hub, link, reach ...
     * @param grade FIT = it is over
     * @param what what is wrong; {@link Reason#NONE} with FIT
     */
    record Health(String subject, Grade grade, Reason what) implements Input {}

    /**
     * Something that an operator should know, and that takes nothing from this director's fitness.
     *
     * @param subject what
     * @param what what is wrong; {@link Reason#NONE} = it is over
     */
    record Noticed(String subject, Reason what) implements Input {}

    /** The hub has no virtual addresses any more. */
    record Released() implements Input {}

    /**
     * The agent that was to fence a partner has ended.
     *
     * @param rank whom
     * @param failure what went wrong, one sentence; empty = the partner was switched off
     */
    record Fenced(int rank, String failure) implements Input {}

    /**
     * An operator wants the partner to have the role.
     *
     * @param wish whose, and why
     */
    record SwitchOver(RoleReason.SwitchOver wish) implements Input {}

    /**
     * An operator works on this director, or no longer.
     *
     * @param order whose, since when and why; empty = it is over
     */
    record Maintained(Optional<RoleReason.Maintenance> order) implements Input {}

    /** This process shall end. */
    record Stop() implements Input {}

    /**
     * lvs.cf was read again; or what is learnt of it at the start.
     *
     * @param rules the new rules
     */
    record Configured(Rules rules) implements Input {}
}
