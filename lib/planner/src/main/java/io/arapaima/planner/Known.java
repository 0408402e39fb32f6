package io.arapaima.planner;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known about a change of a service or one of its servers, for its event. Pure.
 *
 * @param service which, as planned now
 * @param lasted how long the state before had lasted; empty = it was never told
 */
record Known(Plan.ServicePlan service, Optional<Duration> lasted) {
    /** Servers fail for a few reasons, however many they are. */
    private static final int MOST_CAUSES = 3;

    Event.Facts of(WeightDecision decision) {
        Stream<Reason> slow = decision.weight() > 0 && decision.state() == ServerState.UP
                ? decision.steps().stream().map(step -> step.reason()).filter(Reason.SlowStart.class::isInstance)
                : Stream.empty();
        return facts(decision.member().key().toString(), Stream.concat(decision.causes().stream(), slow).toList());
    }

    /** Why its servers do not serve, where one does not. */
    Event.Facts ofService() {
        return facts("",
                service.decisions().stream().filter(d -> !d.serves()).flatMap(d -> d.causes().stream()).distinct()
                        .limit(MOST_CAUSES).toList());
    }

    private Event.Facts facts(String server, List<Reason> causes) {
        return new Event.Facts(server, service.group().place(), (int) service.serversLeft(),
                service.decisions().size(), lasted, causes);
    }
}
