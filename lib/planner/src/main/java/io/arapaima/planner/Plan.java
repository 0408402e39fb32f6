package io.arapaima.planner;

import io.arapaima.ipc.reason.English;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.Serving;
import io.arapaima.ipc.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the data plane shall hold, each weight with its reason.
 *
 * @param table the whole desired table
 * @param services each service with the decisions about its real servers
 */
public record Plan(Table table, List<ServicePlan> services) {
    /**
     * What became of a server and why.
     *
     * @param server {@code virtual/server}
     * @return a line each
     */
    public Stream<String> words(String server) {
        return services.stream().flatMap(s -> s.decisions().stream()).filter(d -> d.member().id().equals(server))
                .map(d -> server + ": " + d.state().word() + ", " + English.of(d.why()));
    }

    /** {@return the names of services that lack their quorum} */
    public Set<String> lost() {
        return services.stream().filter(s -> s.serving().lost()).map(s -> s.group().name()).collect(Collectors.toSet());
    }

    /**
     * One service.
     *
     * @param group what it is made of
     * @param serving who answers
     * @param decisions one for each member
     * @param sorry what is thought of the sorry server; empty where it is not checked, or not judged yet
     */
    public record ServicePlan(Group group, Serving serving, List<WeightDecision> decisions,
            Optional<Verdict> sorry) {
        /** {@return how many real servers could serve} */
        public long serversLeft() {
            return decisions.stream().filter(WeightDecision::serves).count();
        }
    }
}
