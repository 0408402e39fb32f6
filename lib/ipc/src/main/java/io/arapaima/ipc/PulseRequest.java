package io.arapaima.ipc;

/** What anybody asks of pulse, or commands. */
public sealed interface PulseRequest extends Message.ToPulse {
    /** Anybody: asks for a {@link PulseReport.PulseStatus}. */
    record PulseQuery() implements PulseRequest {}

    /**
     * Operator: begin or end maintenance of this director, which lasts across restarts; answered by {@link Message.Answer} when the
     * role has moved, or with the reason why it has not.
     *
     * @param on true = begin, false = end
     * @param reason for whoever looks later; may be empty
     */
    record Maintenance(boolean on, String reason) implements PulseRequest {}

    /**
     * hub: carry this lvs.cf to every partner's hub; answered by {@link Message.Answer} with what they said.
     *
     * @param force whether it counts there however old it is
     * @param packed its text, compressed
     */
    record Push(boolean force, String packed) implements PulseRequest {}

    /** Operator: ask the fence devices of the partners whether they answer; answered by {@link Message.Answer}, a line for each. */
    record FenceTest() implements PulseRequest {}

    /**
     * Operator: give the role to the partner; answered by {@link Message.Answer} when the partner has it, or with the reason why not.
     *
     * @param reason for whoever looks later; may be empty
     */
    record SwitchOver(String reason) implements PulseRequest {}
}
