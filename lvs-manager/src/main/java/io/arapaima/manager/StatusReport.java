package io.arapaima.manager;

import io.arapaima.planner.Member;
import io.arapaima.alerts.Postbox;
import io.arapaima.daemon.Version;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.addresses.AddressReport;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.planner.Plan;
import io.arapaima.planner.Shown;
import io.arapaima.planner.Undecided;
import io.arapaima.planner.WeightDecision;
import io.arapaima.planner.Loads;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything at one moment, for a window on the director. */
final class StatusReport {
    private final Sources from;
    private final Map<DestinationId, Connections> connections;

    /**
     * Where the report takes its facts.
     *
     * @param plan the plan in force
     * @param configured the configuration in force
     * @param file its file
     * @param reconciler the data plane
     * @param chronicle memory
     * @param postbox mail
     * @param nannyThere whether the check engine is connected
     * @param loads load readings
     * @param undecided checks that do not decide
     * @param role what this director is in its pair
     * @param addresses virtual addresses
     * @param failovers programs that run where the role is
     */
    record Sources(Plan plan, Configured configured, Path file, Reconciler reconciler, Chronicle chronicle,
            Postbox postbox, boolean nannyThere, Loads loads, Undecided.Known undecided,
            DirectorSnapshot.RoleStatus role, AddressReport addresses, FailoverKeeper failovers) {}

    private StatusReport(Sources from) {
        this.from = from;
        this.connections = from.reconciler().connections();
    }

    static DirectorSnapshot of(Sources from) {
        var report = new StatusReport(from);
        int checks = from.configured().checks().size() + from.failovers().checks().size();
        var director = new DirectorSnapshot.Director(Version.TEXT, ProcessHandle.current().pid(),
                ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH), from.file().toString(),
                from.configured().loadedAt(), from.reconciler().name(),
                from.nannyThere() ? checks + " checks" : "not connected, last verdicts hold", from.postbox().status(),
                from.postbox().held(from.chronicle()));
        return new DirectorSnapshot(director, from.role(), from.addresses().status(),
                from.plan().services().stream().map(report::service).toList(), from.failovers().status(),
                from.chronicle().troubles(), from.chronicle().newest());
    }

    private DirectorSnapshot.VirtualServiceStatus service(Plan.ServicePlan plan) {
        Service service = plan.group().service();
        List<DirectorSnapshot.RealServerStatus> servers = new ArrayList<>(
                plan.decisions().stream().map(d -> server(service.key(), d)).toList());
        if (plan.serving().sorry()) {
            plan.group().sorry().map(s -> sorry(plan, s)).ifPresent(servers::add);
        }
        String[] words = service.key().toString().split(" ", 2);
        return new DirectorSnapshot.VirtualServiceStatus(plan.group().name(), words[0], words[1], service.scheduler(),
                service.persistence().map(Persistence::timeout).map(t -> t.toSeconds()).orElse(0L),
                plan.serving().word(), servers);
    }

    private DirectorSnapshot.RealServerStatus server(ServiceKey service, WeightDecision decision) {
        Member member = decision.member();
        Connections now = connections.getOrDefault(new DestinationId(service, member.key()), Connections.NONE);
        Shown shown = from.chronicle().state().shown().get(member.id());
        return new DirectorSnapshot.RealServerStatus(member.id(), member.key().toString(),
                word(member.configured().forwarding()),
                member.configuredWeight(), decision.weight(), decision.inTable(), decision.state().word(),
                decision.why(), shown == null ? Instant.EPOCH : shown.since(), now.active(), now.inactive(),
                from.loads().last(member), from.configured().topology().paths().words(member),
                from.undecided().about(member));
    }

    private DirectorSnapshot.RealServerStatus sorry(Plan.ServicePlan plan, Destination sorry) {
        Connections now = connections.getOrDefault(new DestinationId(plan.group().service().key(), sorry.key()),
                Connections.NONE);
        String state = plan.sorry().map(v -> v.state().name().toLowerCase(Locale.ROOT)).orElse("unknown");
        String judged = plan.sorry().map(v -> "check " + state + ": " + v.why())
                .orElse(plan.group().sorryCheck().isPresent() ? "not checked yet" : "not checked, sorry_check = none");
        Optional<Verdict.Inconclusive> doubt = plan.group().sorryCheck()
                .flatMap(c -> Optional.ofNullable(from.undecided().causes().get(c.id())));
        return new DirectorSnapshot.RealServerStatus("sorry server", sorry.key().toString(), word(sorry.forwarding()),
                1, 1, true, state, "no real server is in service, " + judged,
                plan.sorry().map(Verdict::since).orElse(Instant.EPOCH), now.active(), now.inactive(),
                OptionalDouble.empty(), "", doubt);
    }

    private static String word(Forwarding forwarding) {
        return switch (forwarding) {
            case MASQUERADE -> "Masq";
            case DIRECT -> "Route";
            case TUNNEL -> "Tunnel";
            case LOCAL -> "Local";
        };
    }
}
