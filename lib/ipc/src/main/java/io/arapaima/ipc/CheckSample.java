package io.arapaima.ipc;

import java.util.List;

/**
 * nanny to the hub: what each check of a {@link SampleOrder} found when it was run once. Nothing of it counts for a verdict.
 *
 * @param id of the order
 * @param found a result for each check, in the order's order
 */
public record CheckSample(long id, List<Found> found) implements Message.OfNanny {
    /** Checks of one order. */
    public static final int MOST = 200;

    /** Keeps a copy. */
    public CheckSample {
        found = List.copyOf(found);
    }

    /**
     * hub to nanny: run these checks once and say what they find, in a {@link CheckSample}. They need not be of the plan.
     *
     * @param id repeated in the answer
     * @param checks at most {@link #MOST}
     */
    public record SampleOrder(long id, List<PlannedCheck> checks) implements Message.OfHub {
        /** Keeps a copy. */
        public SampleOrder {
            checks = List.copyOf(checks);
        }
    }

    /**
     * What one check found.
     *
     * @param check its identity
     * @param result of the one run; never counted
     */
    public record Found(String check, CheckResults.LastResult result) {}
}
