package io.arapaima.ipc;

import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.config.Edition;
import java.util.List;
import java.util.Optional;

/** What the hub reports to pulse. */
public sealed interface HubReport extends Message.OfHub {
    /**
     * hub: the answer to each {@link PulseReport.RoleConfirmed}, given by the thread that does the work, so that a hub that hangs is
     * silent; and unasked when it changes.
     *
     * @param inForce the role that the data plane and the addresses are in now
     * @param trouble why this director cannot serve, one sentence with the cure; empty when it can
     * @param linksDown interfaces of virtual addresses that are down or have no carrier
     * @param file the lvs.cf in force
     * @param reason the same as {@code trouble}; empty = it can serve, or the hub is older
     */
    record Fitness(Role inForce, String trouble, List<String> linksDown, Edition file,
            Optional<Reason> reason) implements HubReport {
        /**
         * Of this build.
         *
         * @param inForce the role that the data plane and the addresses are in now
         * @param reason why this director cannot serve; {@link Reason#NONE} when it can
         * @param linksDown interfaces of virtual addresses that are down or have no carrier
         * @param file the lvs.cf in force
         */
        public Fitness(Role inForce, Reason reason, List<String> linksDown, Edition file) {
            this(inForce, English.of(reason), linksDown, file, Reason.carried(reason));
        }

        /** {@return why it cannot serve, as data as far as this build understands it; {@link Reason#NONE} when it can} */
        public Reason why() {
            return Reason.heard(reason, trouble);
        }
    }

    /**
     * hub: what the lvs.cf in force says about the pair, so that pulse never has the whole file in its small heap.
     *
     * @param file which lvs.cf that is
     * @param text an lvs.cf of a few hundred bytes: what stands outside of blocks, addresses instead of names, without mail
     */
    record PairSettings(Edition file, String text) implements HubReport {}
}
