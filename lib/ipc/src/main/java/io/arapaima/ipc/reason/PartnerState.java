package io.arapaima.ipc.reason;

import java.util.Optional;

/** What a director knows of a partner. {@link English} says it to people. */
public sealed interface PartnerState {
    /** It was not heard since the start. */
    record NeverHeard() implements PartnerState {}

    /** It ended cleanly. */
    record SaidGoodbye() implements PartnerState {}

    /** Its process ended without a word. */
    record ProcessDied() implements PartnerState {}

    /** It says nothing any more. */
    record Silent() implements PartnerState {}

    /**
     * It is heard.
     *
     * @param role what it says it is
     * @param holdsBack why it would not take the role; empty = it would
     */
    record Heard(Role role, Optional<Reason> holdsBack) implements PartnerState {}

    /** A later build knows this state. */
    record OtherState() implements PartnerState {}
}
