package io.arapaima.planner;

import io.arapaima.ipc.reason.WeightReason.Step;
import io.arapaima.ipc.reason.WeightReason.Outcome;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.dataplane.Destination;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import io.arapaima.ipc.Verdict;
import java.util.List;
import java.util.Optional;

/** Whether enough real servers are in service ({@code quorum}), and who answers where they are not. Pure. */
final class ServiceQuorum {
    private ServiceQuorum() {}

    /** Nothing is lost before the first checks have spoken, or should have; what was lost stays so until enough servers are there. */
    static Serving serving(Group group, List<WeightDecision> decisions, Facts facts) {
        long serving = decisions.stream().filter(WeightDecision::serves).count();
        boolean lost = lost(group, facts);
        int threshold = threshold(group, decisions, facts);
        if (serving >= threshold) {
            return Serving.REAL_SERVERS;
        }
        long unknown = decisions.stream().filter(d -> d.state() == ServerState.UNKNOWN && d.weight() == 0)
                .filter(d -> !facts.late(d.member())).count();
        if (!lost && serving + unknown >= threshold) {
            return serving > 0 ? Serving.REAL_SERVERS : Serving.STARTING;
        }
        boolean dead = facts.sorry(group).filter(v -> v.state() == Verdict.State.DOWN).isPresent();
        if (group.sorry().isPresent() && serving == 0) {
            return dead ? Serving.SORRY_DOWN : Serving.SORRY_SERVER;
        } else if (group.sorry().isPresent() && !dead) {
            return Serving.SORRY_FOR_FEW;
        }
        return serving > 0 ? Serving.TOO_FEW : Serving.NOBODY;
    }

    /** How many real servers have to be in service now. What is out as planned is no loss, but one must serve all the same. */
    static int threshold(Group group, List<WeightDecision> decisions, Facts facts) {
        int whole = group.quorum().map(q -> q.threshold(decisions.size(), lost(group, facts))).orElse(1);
        return Math.max(1, whole - planned(decisions));
    }

    /** How many would serve if nobody wanted otherwise: an operator, or they themselves. */
    static int planned(List<WeightDecision> decisions) {
        return (int) decisions.stream().filter(d -> switch (d.state()) {
            case QUIESCED, DRAINED -> true;
            case UNKNOWN, NOT_CHECKED, UP, DOWN, KEPT, FLAPPING, FLAPPING_UP, WAITING, FORCED_UP, FORCED_DOWN -> false;
        }).count();
    }

    /** Whether these real servers answer for the service, and not the sorry server in spite of them. */
    static boolean helps(Group group, List<WeightDecision> decisions, Facts facts) {
        return serving(group, decisions, facts) != Serving.SORRY_FOR_FEW;
    }

    /** How many are out as planned, in words; empty when none is. */
    static String planned(List<WeightDecision> decisions, String separator) {
        int planned = planned(decisions);
        return planned == 0 ? "" : separator + planned + " out as planned";
    }

    private static boolean lost(Group group, Facts facts) {
        return facts.lost().contains(group.name()) || holdsSorryServer(group, facts);
    }

    private static boolean holdsSorryServer(Group group, Facts facts) {
        Optional<Destination> sorry = group.sorry();
        return sorry.flatMap(s -> facts.held(group.service().key()).flatMap(e -> e.destination(s.key()))).isPresent();
    }

    /** The few that are left get no new connections and keep those that they have: the sorry server answers for all. */
    static List<WeightDecision> waiting(Group group, List<WeightDecision> decisions) {
        long serving = decisions.stream().filter(WeightDecision::serves).count();
        Reason cause = new Reason.QuorumMissing(serving, decisions.size(),
                group.quorum().map(q -> q.needed().toString()).orElse("1"), planned(decisions));
        var step = new Step(cause, Outcome.SORRY_ANSWERS, 0);
        return decisions.stream().map(d -> d.serves() ? d.then(ServerState.WAITING, 0, cause, step) : d).toList();
    }
}
