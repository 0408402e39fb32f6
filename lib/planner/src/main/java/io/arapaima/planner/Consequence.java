package io.arapaima.planner;

import java.util.List;
import java.util.Optional;

/** What an operator's command would do to the service of a server, where it does harm. Pure. */
public final class Consequence {
    private Consequence() {}

    /**
     * One sentence; empty when the service stays as well served as it is.
     *
     * @param now the plan in force
     * @param then the plan with the command
     * @param server {@code virtual/server}
     * @return one sentence; empty = no harm
     */
    public static Optional<String> of(Plan now, Plan then, String server) {
        return service(then, server).filter(s -> s.serving().lost())
                .filter(s -> service(now, server).filter(before -> before.serving() == s.serving()).isEmpty())
                .filter(s -> service(now, server).filter(before -> before.serversLeft() <= s.serversLeft()).isEmpty())
                .map(Consequence::words);
    }

    /**
     * The same of several servers at once, a sentence for each service that is harmed.
     *
     * @param now the plan in force
     * @param then the plan with the command
     * @param servers {@code virtual/server}
     * @return the sentences; none = no harm
     */
    public static List<String> of(Plan now, Plan then, List<String> servers) {
        return servers.stream().flatMap(server -> of(now, then, server).stream()).distinct().toList();
    }

    private static Optional<Plan.ServicePlan> service(Plan plan, String server) {
        return plan.services().stream()
                .filter(s -> s.decisions().stream().anyMatch(d -> d.member().id().equals(server))).findFirst();
    }

    private static String words(Plan.ServicePlan service) {
        String left = service.serversLeft() + " of " + service.decisions().size() + " real servers"
                + ServiceQuorum.planned(service.decisions(), ", ");
        return service.group().name() + " would be left with " + left + ": " + switch (service.serving()) {
            case NOBODY -> "clients get no answer";
            case SORRY_SERVER -> "the sorry server answers";
            case SORRY_DOWN -> "the sorry server is down, clients get no answer";
            case SORRY_FOR_FEW -> "fewer than its quorum, the sorry server answers for all";
            case TOO_FEW -> "fewer than its quorum";
            case STARTING, REAL_SERVERS -> "it goes on";
        };
    }
}
