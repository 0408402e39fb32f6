package io.arapaima.manager.failover;

import java.util.Optional;

/**
 * A failover service on this director.
 *
 * @param name its name
 * @param block what lvs.cf says; empty when it does not name it any more, and only stopping it is left
 * @param stop how to stop it
 * @param phase how far it is
 * @param why the last word about that; empty when there is none
 * @param sinceNanos when the phase began
 * @param failure why it failed last while this director was active; empty when it did not, or has recovered
 * @param tries failures since it was well
 * @param againNanos when a failed one is started again
 */
record FailoverService(String name, Optional<FailoverBlock> block, FailoverCommand stop, Phase phase, String why,
        long sinceNanos, String failure, int tries, long againNanos) {
    /**
     * How far a service is.
     *
     * <pre>
     *   UNKNOWN ─► CLEARING ─► STOPPED ─► STARTING ─► STARTED ─► RUNNING
     *                             ▲           │           │  ▲      │
     *                             │           └─► FAILED ◄┴──┼──────┘
     *                         STOPPING ◄────────────┴────────┘
     * </pre>
     *
     * A started one whose check does not decide is UNJUDGED until it does.
     */
    enum Phase {
        /** It may run, nobody has looked: the hub has just begun. */
        UNKNOWN("unknown"),
        /** stop_cmd runs for the case that it runs. */
        CLEARING("stopping"),
        /** It does not run here. */
        STOPPED("stopped"),
        /** start_cmd runs. */
        STARTING("starting"),
        /** start_cmd is done, no check has passed yet. */
        STARTED("started"),
        /** start_cmd is done, and its check should have decided by now: whether it answers is not known. */
        UNJUDGED("not judged"),
        /** Its check passes. */
        RUNNING("running"),
        /** It could not be started, or its check fails. */
        FAILED("failed"),
        /** stop_cmd runs. */
        STOPPING("stopping");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Whether a command runs. */
        boolean busy() {
            return this == CLEARING || this == STARTING || this == STOPPING;
        }

        /** Whether its check says something about it. */
        boolean checked() {
            return this == STARTED || this == UNJUDGED || this == RUNNING || this == FAILED;
        }
    }

    static FailoverService found(FailoverBlock block, long now) {
        return new FailoverService(block.name(), Optional.of(block), block.stop(), Phase.UNKNOWN, "", now, "", 0, now);
    }

    FailoverService with(FailoverBlock next) {
        return new FailoverService(name, Optional.of(next), next.stop(), phase, why, sinceNanos, failure, tries,
                againNanos);
    }

    FailoverService removed() {
        return new FailoverService(name, Optional.empty(), stop, phase, why, sinceNanos, failure, tries, againNanos);
    }

    FailoverService to(Phase next, String text, long now) {
        return new FailoverService(name, block, stop, next, text, now, failure, tries, againNanos);
    }

    FailoverService said(String text) {
        return to(phase, text, sinceNanos);
    }

    FailoverService failed(String text, long again, long now) {
        return new FailoverService(name, block, stop, Phase.FAILED, text, now, text, tries + 1, again);
    }

    /** Whatever failed is forgotten; a failed one may be started again at once. */
    FailoverService forgiven(long now) {
        return new FailoverService(name, block, stop, phase, why, sinceNanos, "", 0, now);
    }
}
