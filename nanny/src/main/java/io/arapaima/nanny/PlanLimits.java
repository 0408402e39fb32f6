package io.arapaima.nanny;

import io.arapaima.ipc.PlannedCheck;
import java.time.Duration;
import java.util.List;

/** What this engine runs. The hub plans within it; a plan that does not is the hub's defect, and must not stop the rest. */
final class PlanLimits {
    /** Twenty times the largest known director; 100 MB of state. */
    static final int MAX_CHECKS = 100_000;
    /** A probe a hundred times a second is a load test. */
    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    /** A month; longer ones overflow nothing but the reader's patience. */
    static final Duration LONGEST = Duration.ofDays(31);

    private PlanLimits() {}

    /** {@return what makes this check impossible to run, one sentence; empty = nothing} */
    static String objection(PlannedCheck check) {
        PlannedCheck.Timing timing = check.timing();
        if (outside(timing.interval(), SHORTEST_INTERVAL)) {
            return "its interval is " + timing.interval() + "; it must be 10 ms to 31 days";
        }
        if (outside(timing.timeout(), Duration.ofMillis(1)) || outside(timing.connectTimeout(), Duration.ofMillis(1))) {
            return "its time limits are " + timing.connectTimeout() + " and " + timing.timeout()
                    + "; they must be 1 ms to 31 days";
        }
        if (check.judging().fall() < 1 || check.judging().rise().orElse(1) < 1) {
            return "it falls after " + check.judging().fall() + " and rises after " + check.judging().rise().orElse(1)
                    + "; both must be at least 1";
        }
        if (!List.of("tcp", "udp", "sctp").contains(check.target().transport())) {
            return "its transport is " + check.target().transport() + "; it must be tcp, udp or sctp";
        }
        return check.target().port() < 0 || check.target().port() > 65535
                ? "its port is " + check.target().port() + "; it must be 0 to 65535"
                : "";
    }

    private static boolean outside(Duration time, Duration least) {
        return time.compareTo(least) < 0 || time.compareTo(LONGEST) > 0;
    }
}
