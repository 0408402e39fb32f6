package io.arapaima.planner;

import io.arapaima.ipc.reason.WeightReason.Step;
import io.arapaima.ipc.reason.WeightReason.Outcome;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Floor;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The floor under automatic removal. Before a service is lost, servers are let in that flap but pass their checks: those
 * that have passed the longest. Then those stay that fail ({@code min_up}), because a check that finds everybody dead is more
 * often wrong than right, and a slow answer is better than none: those that are still in the table and failed last. Pure.
 */
final class LastOnes {
    private static final Comparator<Verdict> EARLIEST = Comparator.comparing(Verdict::since);

    private LastOnes() {}

    /** The decisions about one service, with as many let in and kept as it wants. */
    static List<WeightDecision> keep(Group group, List<WeightDecision> decisions, Facts facts) {
        Floor floor = decisions.isEmpty() ? Floor.NONE : decisions.getFirst().member().virtual().weighing().minUp();
        Optional<Table.Entry> actual = facts.held(group.service().key());
        long wanted = Math.max(floor.of(decisions.size()), ServiceQuorum.threshold(group, decisions, facts));
        List<WeightDecision> let = some(decisions, wanted - serving(decisions), d -> passes(d, facts), EARLIEST, facts,
                d -> Decisions.despiteFlaps(d.member(), facts));
        List<WeightDecision> able = ServiceQuorum.helps(group, let, facts) ? let : decisions;
        return some(able, floor.of(able.size()) - serving(able), d -> keepable(d, facts, actual), EARLIEST.reversed(),
                facts, d -> kept(d, floor, actual));
    }

    /** Changes so many of those that may be changed, in that order. */
    private static List<WeightDecision> some(List<WeightDecision> decisions, long count,
            Predicate<WeightDecision> may, Comparator<Verdict> order, Facts facts,
            UnaryOperator<WeightDecision> change) {
        if (count <= 0) {
            return decisions;
        }
        Set<String> chosen = decisions.stream().filter(may)
                .sorted(Comparator.comparing((WeightDecision d) -> facts.health(d.member()), order))
                .limit(count).map(d -> d.member().id()).collect(Collectors.toSet());
        return decisions.stream().map(d -> chosen.contains(d.member().id()) ? change.apply(d) : d).toList();
    }

    private static long serving(List<WeightDecision> decisions) {
        return decisions.stream().filter(d -> d.weight() > 0).count();
    }

    private static boolean passes(WeightDecision decision, Facts facts) {
        return decision.state() == ServerState.FLAPPING
                && facts.health(decision.member()).state() == Verdict.State.UP;
    }

    private static boolean keepable(WeightDecision decision, Facts facts, Optional<Table.Entry> actual) {
        boolean fails = switch (decision.state()) {
            case DOWN, FLAPPING -> facts.health(decision.member()).state() == Verdict.State.DOWN;
            case UNKNOWN, NOT_CHECKED, UP, KEPT, FLAPPING_UP, DRAINED, WAITING, QUIESCED, FORCED_UP, FORCED_DOWN ->
                false;
        };
        return fails && decision.member().configuredWeight() > 0 && held(decision.member(), actual).isPresent();
    }

    private static Optional<Destination> held(Member member, Optional<Table.Entry> actual) {
        return actual.flatMap(e -> e.destination(member.key()));
    }

    private static WeightDecision kept(WeightDecision failed, Floor floor, Optional<Table.Entry> actual) {
        int held = held(failed.member(), actual).map(Destination::weight).orElse(0);
        int weight = held > 0 ? held : failed.member().configuredWeight();
        Reason kept = new Reason.KeptByFloor(floor.toString());
        return new WeightDecision(failed.member(), ServerState.KEPT, true, weight,
                new Reason.Both(failed.cause(), kept),
                List.of(new Step(failed.cause(), Outcome.NOTHING, 0), new Step(kept, Outcome.WEIGHT, weight)));
    }
}
