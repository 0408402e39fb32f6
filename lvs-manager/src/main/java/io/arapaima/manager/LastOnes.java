package io.arapaima.manager;

import io.arapaima.config.Floor;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The floor under automatic removal ({@code min_up}): a check that finds everybody dead is more often wrong than right, and a
 * slow answer is better than none. Those stay that are still in the table and failed last. Pure.
 */
final class LastOnes {
    private LastOnes() {}

    /** The decisions about one service, with as many failed servers kept as its floor wants. */
    static List<WeightDecision> keep(List<WeightDecision> decisions, Facts facts, Optional<Table.Entry> actual) {
        Floor floor = decisions.isEmpty() ? Floor.NONE : decisions.getFirst().member().virtual().weighing().minUp();
        long serving = decisions.stream().filter(d -> d.weight() > 0).count();
        long missing = floor.of(decisions.size()) - serving;
        if (missing <= 0) {
            return decisions;
        }
        Set<String> kept = decisions.stream().filter(d -> keepable(d, actual))
                .sorted(Comparator.comparing((WeightDecision d) -> facts.health(d.member()).since()).reversed())
                .limit(missing).map(d -> d.member().id()).collect(Collectors.toSet());
        return decisions.stream().map(d -> kept.contains(d.member().id()) ? kept(d, floor, actual) : d).toList();
    }

    private static boolean keepable(WeightDecision decision, Optional<Table.Entry> actual) {
        return decision.state() == WeightDecision.State.DOWN && decision.member().configuredWeight() > 0
                && held(decision.member(), actual).isPresent();
    }

    private static Optional<Destination> held(Topology.Member member, Optional<Table.Entry> actual) {
        return actual.flatMap(e -> e.destination(member.key()));
    }

    private static WeightDecision kept(WeightDecision failed, Floor floor, Optional<Table.Entry> actual) {
        int held = held(failed.member(), actual).map(Destination::weight).orElse(0);
        int weight = held > 0 ? held : failed.member().configuredWeight();
        return new WeightDecision(failed.member(), WeightDecision.State.KEPT, true, weight,
                failed.cause() + "; kept because min_up = " + floor,
                "configured " + failed.member().configuredWeight() + ", " + failed.cause() + ", kept because min_up = "
                        + floor + ": " + weight);
    }
}
