package io.arapaima.manager;

import io.arapaima.planner.Member;
import io.arapaima.daemon.Version;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.addresses.AddressReport;
import io.arapaima.planner.Plan;
import io.arapaima.planner.Shown;
import io.arapaima.planner.Undecided;
import io.arapaima.planner.WeightDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything at one moment, for a window on the director. */
final class StatusReport {
    private final Sources from;
    private final Undecided.Known undecided;
    private final Map<DestinationId, Connections> connections;

    /**
     * Where the report takes its facts.
     *
     * @param plan the plan in force
     * @param configured the configuration in force
     * @param parts what the director works with
     * @param findings what checks said
     * @param role what this director is in its pair
     * @param addresses virtual addresses
     */
    record Sources(Plan plan, Configured configured, DirectorParts parts, Findings findings,
            DirectorSnapshot.RoleStatus role, AddressReport addresses) {}

    private StatusReport(Sources from) {
        this.from = from;
        this.undecided = from.findings().undecided();
        this.connections = from.parts().reconciler().connections();
    }

    static DirectorSnapshot of(Sources from) {
        var report = new StatusReport(from);
        int checks = from.configured().checks().size() + from.parts().failovers().checks().size();
        var director = new DirectorSnapshot.Director(Version.TEXT, ProcessHandle.current().pid(),
                ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH),
                from.parts().source().file().toString(),
                from.configured().loadedAt(), from.parts().reconciler().name(),
                new DirectorSnapshot.NannyStatus(from.findings().connected(), checks), from.parts().postbox().status(),
                from.parts().postbox().held(from.parts().chronicle()));
        return new DirectorSnapshot(director, from.role(), from.addresses().status(),
                from.plan().services().stream().map(report::service).toList(), from.parts().failovers().status(),
                from.parts().chronicle().troubles(), from.parts().chronicle().newest());
    }

    private DirectorSnapshot.VirtualServiceStatus service(Plan.ServicePlan plan) {
        Service service = plan.group().service();
        List<DirectorSnapshot.RealServerStatus> servers = new ArrayList<>(
                plan.decisions().stream().map(d -> server(service.key(), d)).toList());
        if (plan.serving().sorry()) {
            plan.group().sorry().map(s -> sorry(plan, s)).ifPresent(servers::add);
        }
        return new DirectorSnapshot.VirtualServiceStatus(plan.group().name(), service.key().kind(),
                service.key().place(), service.scheduler(),
                service.persistence().map(Persistence::timeout).map(t -> t.toSeconds()).orElse(0L),
                plan.serving().word(), servers, from.parts().reconciler().refusal(service.key()));
    }

    private DirectorSnapshot.RealServerStatus server(ServiceKey service, WeightDecision decision) {
        Member member = decision.member();
        Connections now = connections.getOrDefault(new DestinationId(service, member.key()), Connections.NONE);
        Shown shown = from.parts().chronicle().state().shown().get(member.id());
        return new DirectorSnapshot.RealServerStatus(member.id(), member.key().toString(),
                word(member.configured().forwarding()),
                member.configuredWeight(), decision.weight(), decision.inTable(), decision.state().word(),
                English.of(decision.why()), shown == null ? Instant.EPOCH : shown.since(), now.active(), now.inactive(),
                from.findings().loads().last(member), from.configured().topology().paths().words(member),
                undecided.about(member), Optional.of(decision.why()));
    }

    private DirectorSnapshot.RealServerStatus sorry(Plan.ServicePlan plan, Destination sorry) {
        Connections now = connections.getOrDefault(new DestinationId(plan.group().service().key(), sorry.key()),
                Connections.NONE);
        ServerState state = plan.sorry().map(v -> switch (v.state()) {
            case UP -> ServerState.UP;
            case DOWN -> ServerState.DOWN;
            case UNKNOWN -> ServerState.UNKNOWN;
        }).orElse(plan.group().sorryCheck().isPresent() ? ServerState.UNKNOWN : ServerState.NOT_CHECKED);
        String judged = plan.sorry().map(v -> "check " + state.word() + ": " + v.why())
                .orElse(plan.group().sorryCheck().isPresent() ? "not checked yet" : "not checked, sorry_check = none");
        Optional<Verdict.Inconclusive> doubt = plan.group().sorryCheck()
                .flatMap(c -> Optional.ofNullable(undecided.causes().get(c.id())));
        return new DirectorSnapshot.RealServerStatus("sorry server", sorry.key().toString(), word(sorry.forwarding()),
                1, 1, true, state.word(), "no real server is in service, " + judged,
                plan.sorry().map(Verdict::since).orElse(Instant.EPOCH), now.active(), now.inactive(),
                OptionalDouble.empty(), "", doubt, Optional.empty());
    }

    static String word(Forwarding forwarding) {
        return switch (forwarding) {
            case MASQUERADE -> "Masq";
            case DIRECT -> "Route";
            case TUNNEL -> "Tunnel";
            case LOCAL -> "Local";
        };
    }
}
