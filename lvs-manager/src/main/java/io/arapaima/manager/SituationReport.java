package io.arapaima.manager;

import io.arapaima.alerts.Situation;
import io.arapaima.ipc.DirectorSnapshot.FailoverStatus;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.planner.Plan;
import io.arapaima.planner.Shown;
import io.arapaima.planner.WeightDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is not well at one moment, for the operators' mails. For the director's thread.
 *
 * @param chronicle what was told, and since when
 * @param failovers programs that run where the role is
 */
record SituationReport(Chronicle chronicle, FailoverKeeper failovers) {
    Situation of(Plan plan, Instant now) {
        int servers = plan.services().stream().mapToInt(s -> s.decisions().size()).sum();
        int programs = failovers.status().size();
        var ailing = new ArrayList<Situation.Service>();
        plan.services().stream().map(this::service).flatMap(Optional::stream).forEach(ailing::add);
        failovers.down().stream().map(SituationReport::program).forEach(ailing::add);
        return new Situation(now, plan.services().size() + programs, servers, ailing,
                plan.services().stream().flatMap(s -> s.decisions().stream()).flatMap(SituationReport::order)
                        .toList(),
                chronicle.ongoing(), chronicle.mailsForPair());
    }

    /** A service that is as it should be is not looked at twice: there may be very many. */
    private Optional<Situation.Service> service(Plan.ServicePlan service) {
        List<Situation.Server> out = service.decisions().stream().filter(SituationReport::out).map(this::server)
                .toList();
        return out.isEmpty() && !service.serving().lost()
                ? Optional.empty()
                : Optional.of(new Situation.Service(service.group().name(), service.group().place(),
                        service.serving(), (int) service.serversLeft(), service.decisions().size(),
                        since(service.group().subject().text()), out));
    }

    private static boolean out(WeightDecision decision) {
        return switch (decision.state()) {
            case DOWN, KEPT, FLAPPING, FLAPPING_UP -> true;
            case UNKNOWN, NOT_CHECKED, UP, DRAINED, WAITING, QUIESCED, FORCED_UP, FORCED_DOWN -> false;
        };
    }

    private Situation.Server server(WeightDecision decision) {
        return new Situation.Server(decision.member().subject().name(), decision.member().key().toString(),
                decision.state(), since(decision.member().id()), decision.causes());
    }

    private Optional<Instant> since(String subject) {
        return chronicle.state().told(subject).map(Shown::since);
    }

    private static Situation.Service program(FailoverStatus program) {
        return new Situation.Service(program.name(), program.checked(), Serving.NOBODY, 0, 0,
                Optional.of(program.since()), List.of());
    }

    private static Stream<Situation.Order> order(WeightDecision decision) {
        return decision.state() == ServerState.QUIESCED || decision.state() == ServerState.FORCED_UP
                || decision.state() == ServerState.FORCED_DOWN
                        ? Stream.of(decision.cause()).filter(Reason.Ordered.class::isInstance)
                                .map(c -> new Situation.Order(decision.member().id(), (Reason.Ordered) c))
                        : Stream.empty();
    }
}
