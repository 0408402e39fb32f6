package io.arapaima.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Tells a check that is late from a machine that is: the check is late every time. */
final class Punctual {
    private static final int TRIALS = 3;

    private Punctual() {}

    /** A trial and how long it took. */
    @FunctionalInterface
    interface Trial {
        Duration took() throws Exception;
    }

    /** Fails when each of the trials is late by more than the tolerance and what the machine was late by meanwhile. */
    static void assertOnTime(String what, Duration limit, Trial trial) throws Exception {
        Duration allowed = limit.plusMillis(CheckContract.TOLERANCE_MILLIS);
        List<String> late = new ArrayList<>();
        while (late.size() < TRIALS) {
            try (var lateness = new Lateness()) {
                Duration took = trial.took();
                if (took.compareTo(allowed.plus(lateness.worst())) <= 0) {
                    return;
                }
                late.add(took.toMillis() + " ms, and the machine was late by " + lateness.worst().toMillis() + " ms");
            }
        }
        Assertions.fail(what + ", at most " + allowed.toMillis() + " ms: " + String.join("; ", late));
    }
}
