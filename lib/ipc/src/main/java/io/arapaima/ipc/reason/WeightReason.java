package io.arapaima.ipc.reason;

import java.util.List;

/**
 * Why a real server has its weight, from the configured weight to the last word.
 *
 * @param configured its weight in lvs.cf
 * @param steps what was made of that, one after the other
 */
public record WeightReason(int configured, List<Step> steps) {
    /** Keeps a copy. */
    public WeightReason {
        steps = List.copyOf(steps);
    }

    /** What a step came to. */
    public enum Outcome {
        /** The weight stays. */
        NOTHING,
        /** Another weight. */
        WEIGHT,
        /** It is not in the table. */
        NOT_IN_TABLE,
        /** Weight 0: established connections stay. */
        KEEPS_CONNECTIONS,
        /** Weight 0: the sorry server answers. */
        SORRY_ANSWERS
    }

    /**
     * A step.
     *
     * @param reason its cause
     * @param outcome what it came to
     * @param weight the weight after it, where that is {@link Outcome#WEIGHT}; else 0
     */
    public record Step(Reason reason, Outcome outcome, int weight) {}
}
