package io.arapaima.ipc;

import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import java.util.Optional;

/** What pulse says: to the hub which role this director has, to others how the pair is. */
public sealed interface PulseReport extends Message.OfPulse {
    /**
     * pulse: the answer to a {@link PulseRequest.PulseQuery}.
     *
     * @param snapshot everything at one moment
     */
    record PulseStatus(PulseSnapshot snapshot) implements PulseReport {}

    /**
     * pulse: the role of this director, said at connect, at each change and then several times a lease. A confirmation of
     * {@link Role#ACTIVE} makes the virtual addresses live for one lease more, from its arrival on, unless it is old by
     * then; without one they disappear by the kernel's clock, whatever has become of the processes.
     *
     * @param role what this director is
     * @param leaseMillis how long addresses may live without another confirmation, whole seconds; 0 = for ever, where there
     *     is no partner
     * @param cause why the role is what it is, one sentence for the operators
     * @param decidedNanos when it was decided, by {@link System#nanoTime()}: on Linux and macOS that is a clock of the
     *     machine, the same for all its processes
     * @param reason the same as {@code cause}; empty = pulse is older
     */
    record RoleConfirmed(Role role, long leaseMillis, String cause, long decidedNanos,
            Optional<Reason> reason) implements PulseReport {
        /**
         * Of this build.
         *
         * @param role what this director is
         * @param leaseMillis how long addresses may live without another confirmation
         * @param reason why
         * @param decidedNanos when it was decided
         */
        public RoleConfirmed(Role role, long leaseMillis, Reason reason, long decidedNanos) {
            this(role, leaseMillis, English.of(reason), decidedNanos, Optional.of(reason));
        }

        /** {@return why, as data as far as this build understands it} */
        public Reason why() {
            return Reason.heard(reason, cause);
        }
    }

    /**
     * pulse: another director had the role at the same time and has given it up. Neighbours may still look for the virtual
     * addresses there, so they are told again where they are. Not answered.
     */
    record AnnounceAgain() implements PulseReport {}

    /** pulse: the hub runs another lvs.cf than pulse has heard of; answered by {@link HubReport.PairSettings}. */
    record PairSettingsQuery() implements PulseReport {}
}
