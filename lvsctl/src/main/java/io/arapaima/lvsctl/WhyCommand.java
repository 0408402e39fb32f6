package io.arapaima.lvsctl;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.DirectorSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl why}. */
@Command(name = "why", mixinStandardHelpOptions = true, description = "Says why a real server has its weight, or a failover service its state.")
final class WhyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Parameters(paramLabel = "SERVER", description = "VIRTUAL/SERVER, or SERVER where that is clear; or the name of a failover service.")
    private String server = "";

    @Override
    public Integer call() throws IOException {
        DirectorSnapshot snapshot = hub.snapshot();
        Optional<DirectorSnapshot.RealServerStatus> found = HubOptions.find(snapshot, server);
        Optional<DirectorSnapshot.FailoverStatus> failover = snapshot.failovers().stream()
                .filter(f -> f.name().equals(server)).findFirst();
        if (found.isEmpty() && failover.isPresent()) {
            failover(snapshot, failover.get());
            return 0;
        } else if (found.isEmpty()) {
            String names = Stream.concat(snapshot.services().stream().flatMap(s -> s.servers().stream())
                    .map(DirectorSnapshot.RealServerStatus::name),
                    snapshot.failovers().stream().map(DirectorSnapshot.FailoverStatus::name))
                    .collect(Collectors.joining(" "));
            spec.commandLine().getErr().println("lvsctl: no real server " + server + "; there are: " + names);
            return ErrorKind.OPERATOR.exitCode();
        }
        DirectorSnapshot.RealServerStatus s = found.get();
        PrintWriter out = spec.commandLine().getOut();
        out.println(s.name() + " (" + s.destination() + ") is " + s.state() + " for "
                + StatusTable.age(s.since(), Instant.now()));
        out.println("weight " + s.weight() + (s.inTable() ? "" : ", not in the table") + ": " + s.why());
        out.println(s.activeConnections() + " active and " + s.inactiveConnections() + " inactive connections"
                + (s.load().isPresent() ? ", load " + s.load().getAsDouble() : ""));
        StatusTable.notJudged(s)
                .ifPresent(now -> out.println(now + "; until its checks decide again, nothing changes"));
        if (!s.asked().isEmpty()) {
            out.println("asked " + s.asked());
        }
        return 0;
    }

    /** It runs where the role is, behind the addresses. */
    private void failover(DirectorSnapshot snapshot, DirectorSnapshot.FailoverStatus service) {
        PrintWriter out = spec.commandLine().getOut();
        Instant now = Instant.now();
        out.println(StatusTable.line(service, now));
        out.println(StatusTable.role(snapshot.role(), now));
        snapshot.addresses()
                .forEach(a -> out.println("address " + a.address() + " on " + a.device() + ": " + a.state()));
    }
}
