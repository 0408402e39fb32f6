package io.arapaima.planner;

import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From facts to the whole desired table, each weight with its reason. Pure: take-over, reload, failure, drift repair and
 * operators' commands are this one function with another input.
 */
public final class TablePlanner {
    private TablePlanner() {}

    /**
     * Plans the whole table.
     *
     * @param topology services and destinations
     * @param facts everything else
     * @return the plan
     */
    public static Plan plan(Topology topology, Facts facts) {
        List<Plan.ServicePlan> services = new ArrayList<>();
        List<Table.Entry> entries = new ArrayList<>();
        for (Group group : topology.groups()) {
            Optional<Table.Entry> actual = facts.held(group.service().key());
            List<WeightDecision> able = LastOnes.keep(group, group.members().stream()
                    .map(m -> Decisions.of(m, facts, actual.flatMap(e -> e.destination(m.key())))).toList(), facts);
            Serving serving = ServiceQuorum.serving(group, able, facts);
            List<WeightDecision> decisions = serving == Serving.SORRY_FOR_FEW
                    ? ServiceQuorum.waiting(group, able)
                    : able;
            List<Destination> destinations = new ArrayList<>();
            decisions.stream().filter(WeightDecision::inTable)
                    .map(d -> d.member().configured().withWeight(d.weight()))
                    .forEach(destinations::add);
            if (serving.sorry()) {
                Destination sorry = group.sorry().orElseThrow();
                destinations.removeIf(d -> d.key().equals(sorry.key()));
                destinations.add(sorry);
            }
            entries.add(new Table.Entry(group.service(), destinations));
            services.add(new Plan.ServicePlan(group, serving, decisions, facts.sorry(group)));
        }
        entries.addAll(topology.paths().entries());
        return new Plan(new Table(entries), services);
    }
}
