package io.arapaima.web.director;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.reason.Japanese;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import io.arapaima.ipc.reason.WeightReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The hub's snapshot in the contract's words. Pure. */
final class Projection {
    /** In the table though something is wrong with them, or out without anybody's order. */
    private static final Set<ServerState> TROUBLED = Set.of(ServerState.DOWN, ServerState.KEPT, ServerState.FLAPPING,
            ServerState.FLAPPING_UP, ServerState.WAITING);

    private Projection() {}

    static View of(DirectorSnapshot snapshot) {
        return new View(director(snapshot), snapshot.services().stream().map(Projection::service).toList(),
                snapshot.services().stream().flatMap(s -> s.servers().stream().map(r -> server(s, r))).toList(),
                snapshot.failovers().stream()
                        .map(f -> new View.FailoverRow(f.name(), f.checked(), f.state(), f.why(), f.since())).toList(),
                snapshot.addresses().stream().map(a -> new View.AddressRow(a.address(), a.device(), a.state()))
                        .toList(),
                snapshot.troubles());
    }

    private static View.DirectorRow director(DirectorSnapshot snapshot) {
        DirectorSnapshot.Director hub = snapshot.director();
        DirectorSnapshot.RoleStatus role = snapshot.role();
        return new View.DirectorRow(hub.version(), hub.startedAt(), hub.configFile(), hub.loadedAt(), hub.dataPlane(),
                hub.nannyIsThere(), hub.engine().map(DirectorSnapshot.NannyStatus::checks).orElse(0),
                hub.spool().map(DirectorSnapshot.MailStatus::waiting).orElse(0), role.role(), role.since(),
                role.cause(), role.reason().map(Japanese::of).filter(said -> !said.isEmpty()).orElse(role.cause()));
    }

    private static View.ServiceRow service(DirectorSnapshot.VirtualServiceStatus service) {
        List<DirectorSnapshot.RealServerStatus> real = service.servers().stream().filter(Projection::isReal).toList();
        return new View.ServiceRow(Ids.of(service.name()), service.name(), state(service, real), service.serving(),
                service.protocol(), service.key(), service.scheduler(), service.persistentSeconds(), real.size(),
                (int) real.stream().filter(s -> s.inTable() && s.weight() > 0).count());
    }

    private static boolean isReal(DirectorSnapshot.RealServerStatus server) {
        return server.name().indexOf('/') >= 0;
    }

    private static String state(DirectorSnapshot.VirtualServiceStatus service,
            List<DirectorSnapshot.RealServerStatus> real) {
        boolean troubled = real.stream().map(s -> stateOf(s.state()))
                .anyMatch(TROUBLED::contains);
        return switch (Serving.ofWord(service.serving()).orElse(Serving.STARTING)) {
            case STARTING -> "starting";
            case REAL_SERVERS -> troubled ? "degraded" : "ok";
            case TOO_FEW -> "degraded";
            case SORRY_FOR_FEW, SORRY_SERVER -> "sorry";
            case SORRY_DOWN, NOBODY -> "down";
        };
    }

    private static View.ServerRow server(DirectorSnapshot.VirtualServiceStatus service,
            DirectorSnapshot.RealServerStatus server) {
        return new View.ServerRow(Ids.ofServer(service.name(), server.name()), Ids.of(service.name()), server.name(),
                server.destination(), forwarding(server.forwarding()), word(server.state()), server.why(),
                server.reason().map(Japanese::of).orElse(server.why()), server.since(), server.configuredWeight(),
                server.weight(), server.inTable(),
                server.activeConnections(), server.inactiveConnections(), server.load(),
                server.notJudged().map(n -> new View.NotJudged(n.why(), n.since())),
                server.reason().flatMap(Projection::override));
    }

    private static String forwarding(String word) {
        return switch (word) {
            case "Masq" -> "masquerade";
            case "Route" -> "direct";
            case "Tunnel" -> "tunnel";
            default -> "local";
        };
    }

    private static ServerState stateOf(String word) {
        return ServerState.ofWord(word).orElse(ServerState.UNKNOWN);
    }

    private static String word(String state) {
        return stateOf(state).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<View.Order> override(WeightReason reason) {
        return reason.steps().stream().flatMap(step -> causes(step.reason()))
                .flatMap(cause -> cause instanceof Reason.Ordered order ? Stream.of(order) : Stream.empty())
                .findFirst()
                .map(o -> new View.Order(action(o.state()), o.actor(), o.reason(), o.until()));
    }

    private static Stream<Reason> causes(Reason reason) {
        return reason instanceof Reason.Both(var first, var second)
                ? Stream.concat(causes(first), causes(second))
                : Stream.of(reason);
    }

    private static String action(ServerState state) {
        return state == ServerState.QUIESCED ? "quiesce" : state == ServerState.FORCED_UP ? "force-up" : "force-down";
    }
}
