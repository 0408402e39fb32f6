package io.arapaima.lvsctl.screen;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.DirectorSnapshot.VirtualServiceStatus;
import io.arapaima.ipc.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is known at one moment.
 *
 * @param snapshot the hub's state
 * @param reports what checks found last, by subject; empty where nobody can say it
 * @param silence why nobody can say it; empty where somebody can
 * @param now the moment
 */
public record Overview(DirectorSnapshot snapshot, Map<String, List<Report>> reports, String silence, Instant now) {
    /** Without the results of checks. */
    public static Overview of(DirectorSnapshot snapshot, String silence, Instant now) {
        return new Overview(snapshot, Map.of(), silence, now);
    }

    public static Overview of(DirectorSnapshot snapshot, CheckResults results, Instant now) {
        return new Overview(snapshot, results.checks().stream().filter(r -> r.asked().isPresent())
                .collect(Collectors.groupingBy(r -> r.asked().orElseThrow().subject())), "", now);
    }

    /** {@return what the checks of a server found last} */
    public List<Report> about(VirtualServiceStatus service, RealServerStatus server) {
        String subject = server.name().contains("/") ? server.name() : service.name() + "/" + server.name();
        return reports.getOrDefault(subject, List.of());
    }

    /** {@return what operators want of servers, against their checks} */
    public List<String> overrides() {
        return snapshot.services().stream().flatMap(s -> s.servers().stream())
                .flatMap(s -> order(s).map(order -> s.name() + " " + words(order)).stream()).toList();
    }

    private static Optional<Reason.Ordered> order(RealServerStatus server) {
        return server.reason().stream().flatMap(reason -> reason.steps().stream())
                .flatMap(step -> ordered(step.reason())).findFirst();
    }

    private static Stream<Reason.Ordered> ordered(Reason reason) {
        return switch (reason) {
            case Reason.Ordered order -> Stream.of(order);
            case Reason.Both(var first, var second) -> Stream.concat(ordered(first), ordered(second));
            case Reason other -> Stream.empty();
        };
    }

    private static String words(Reason.Ordered order) {
        return order.state().word() + (order.actor().isEmpty() ? "" : " by " + order.actor())
                + order.until().map(end -> " until " + LastCheck.clock(end)).orElse("")
                + (order.reason().isEmpty() ? "" : " (" + order.reason() + ")");
    }
}
