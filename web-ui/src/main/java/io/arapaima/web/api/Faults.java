package io.arapaima.web.api;

import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Problem.ProblemException;
import java.util.List;

/** Faults of what was sent, all at once. */
final class Faults {
    private Faults() {}

    /** Refuses what has some. */
    static void refuse(List<Problem.Fault> faults) {
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.Kind.INVALID.problem(faults.size() == 1
                    ? faults.getFirst().pointer() + ": " + faults.getFirst().text()
                    : faults.size() + " faults").with(faults));
        }
    }
}
