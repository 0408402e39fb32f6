package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.Names;
import io.arapaima.lvsctl.screen.StatusTable;
import io.arapaima.lvsctl.screen.Overview;
import io.arapaima.lvsctl.screen.LastCheck;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.DirectorSnapshot.VirtualServiceStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl why}. */
@Command(name = "why", mixinStandardHelpOptions = true, description = "Says why a real server has its weight and what its checks found last, or why a failover service has its state.")
final class WhyCommand implements Callable<Integer> {
    /** A service of more servers is looked at with lvsctl status. */
    private static final int MOST_SERVERS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Parameters(paramLabel = "NAME", description = "VIRTUAL/SERVER, or SERVER or its address where that is clear; a virtual service for all of its servers; or a failover service.")
    private String name = "";

    @Override
    public Integer call() throws IOException {
        Overview overview = hub.overview(this::asked);
        var names = new Names(overview.snapshot());
        List<RealServerStatus> servers = names.servers(name);
        Optional<DirectorSnapshot.FailoverStatus> failover = overview.snapshot().failovers().stream()
                .filter(f -> f.name().equals(name)).findFirst();
        if (servers.isEmpty() && failover.isPresent()) {
            failover(overview, failover.get());
            return 0;
        } else if (servers.isEmpty()) {
            spec.commandLine().getErr().println("lvsctl: " + names.unknown(name));
            return ErrorKind.OPERATOR.exitCode();
        }
        for (VirtualServiceStatus service : overview.snapshot().services()) {
            service.servers().stream().filter(servers::contains).limit(MOST_SERVERS)
                    .forEach(server -> server(overview, service, server));
        }
        if (servers.size() > MOST_SERVERS) {
            spec.commandLine().getOut().println(servers.size() + " servers have this name, of each service "
                    + MOST_SERVERS + " are shown; lvsctl status --problems shows those that are not well");
        }
        return 0;
    }

    /** A host that serves in many services is asked for by the names of its servers. */
    private List<String> asked(DirectorSnapshot snapshot) {
        List<String> names = snapshot.services().stream().flatMap(service -> service.servers().stream()
                .filter(new Names(snapshot).servers(name)::contains)
                .map(server -> server.name().contains("/") ? server.name() : service.name() + "/" + server.name()))
                .toList();
        return names.isEmpty() ? List.of(name) : names;
    }

    private void server(Overview overview, VirtualServiceStatus service, RealServerStatus s) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(s.name() + " (" + s.destination() + ") is " + s.state() + " for "
                + LastCheck.age(s.since(), overview.now()));
        out.println("weight " + s.weight() + (s.inTable() ? "" : ", not in the table") + ": " + s.why());
        out.println(s.activeConnections() + " active and " + s.inactiveConnections() + " inactive connections"
                + (s.load().isPresent() ? ", load " + s.load().getAsDouble() : ""));
        List<Report> reports = overview.about(service, s);
        StatusTable.notJudged(s).ifPresent(now -> out.println(
                (reports.isEmpty() ? now + "; " : "") + "until its checks decide again, nothing changes"));
        reports.forEach(report -> LastCheck.sentences(report, overview.now()).forEach(out::println));
        if (!overview.silence().isEmpty()) {
            out.println("what its checks found last is not known: " + overview.silence());
        }
        if (!s.asked().isEmpty()) {
            out.println("asked " + s.asked());
        }
    }

    /** It runs where the role is, behind the addresses. */
    private void failover(Overview overview, DirectorSnapshot.FailoverStatus service) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(StatusTable.line(service, overview.now()));
        overview.reports().getOrDefault(service.name(), List.of())
                .forEach(report -> LastCheck.sentences(report, overview.now()).forEach(out::println));
        out.println(StatusTable.role(overview.snapshot().role(), overview.now()));
        overview.snapshot().addresses()
                .forEach(a -> out.println("address " + a.address() + " on " + a.device() + ": " + a.state()));
    }
}
