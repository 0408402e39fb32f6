package io.arapaima.lvsctl;

import io.arapaima.ipc.DirectorSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A snapshot as text: the first columns are those of {@code ipvsadm -Ln}, then what IPVS does not know. Pure. */
final class StatusTable {
    private static final String SERVER = "  -> %-28s %-7s %-6s %-10s %-10s %-12s %-8s %s%n";

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private StatusTable() {}

    static String of(DirectorSnapshot snapshot, List<String> pulse, Instant now) {
        DirectorSnapshot.Director director = snapshot.director();
        var text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "lvs-manager %s, pid %d, %s loaded %s ago%n", director.version(),
                director.pid(), director.configFile(), age(director.loadedAt(), now)));
        text.append(String.format(Locale.ROOT, "data plane: %s | nanny: %s | mail: %s%s%n", director.dataPlane(),
                director.nanny(), director.mail(), director.heldMail().map(StatusTable::held).orElse("")));
        text.append(role(snapshot.role(), now)).append('\n');
        pulse.forEach(t -> text.append("TROUBLE pulse: ").append(t).append('\n'));
        snapshot.troubles().forEach(t -> text.append("TROUBLE ").append(t).append('\n'));
        snapshot.addresses().forEach(a -> text.append("address ").append(a.address()).append(" on ").append(a.device())
                .append(": ").append(a.state()).append('\n'));
        snapshot.failovers().forEach(f -> text.append("failover ").append(line(f, now)).append('\n'));
        if (snapshot.services().isEmpty() && !snapshot.failovers().isEmpty()) {
            return text.toString().stripTrailing(); // nothing is balanced
        }
        text.append("Prot LocalAddress:Port Scheduler Flags\n");
        text.append(String.format(Locale.ROOT, SERVER, "RemoteAddress:Port", "Forward", "Weight", "ActiveConn",
                "InActConn", "State", "Since", "Why"));
        for (DirectorSnapshot.VirtualServiceStatus service : snapshot.services()) {
            text.append(service.protocol()).append("  ").append(service.key()).append(' ').append(service.scheduler());
            if (service.persistentSeconds() > 0) {
                text.append(" persistent ").append(service.persistentSeconds());
            }
            text.append("   # ").append(service.name()).append(": ").append(service.serving()).append('\n');
            service.servers().forEach(s -> text.append(server(s, now)));
        }
        return text.toString().stripTrailing();
    }

    /** Times are those of the place where the operator sits. */
    private static String held(DirectorSnapshot.HeldMail held) {
        return ", " + held.events() + (held.events() == 1 ? " event" : " events") + " held back, next mail "
                + CLOCK.format(held.next().atZone(ZoneId.systemDefault()));
    }

    /** A failover service in one line: what it is, here, for how long and why. */
    static String line(DirectorSnapshot.FailoverStatus service, Instant now) {
        return service.name() + " (" + service.checked() + "): " + service.state() + " for " + age(service.since(), now)
                + (service.why().isEmpty() ? "" : ": " + service.why());
    }

    static String role(DirectorSnapshot.RoleStatus role, Instant now) {
        return "role: " + role.role() + " for " + age(role.since(), now) + ", by " + role.source()
                + (role.cause().isEmpty() ? "" : ": " + role.cause());
    }

    private static String server(DirectorSnapshot.RealServerStatus server, Instant now) {
        return String.format(Locale.ROOT, SERVER, server.destination(), server.forwarding(),
                server.inTable() ? Integer.toString(server.weight()) : "-", server.activeConnections(),
                server.inactiveConnections(), server.state(), age(server.since(), now),
                server.name() + ": " + why(server) + load(server));
    }

    /** An old word about a server that cannot be judged any more comes after that. */
    private static String why(DirectorSnapshot.RealServerStatus server) {
        return notJudged(server).map(now -> server.state().equals("unknown") ? now : now + "; before: " + server.why())
                .orElse(server.why());
    }

    static Optional<String> notJudged(DirectorSnapshot.RealServerStatus server) {
        return server.notJudged().map(n -> "not judged since " + CLOCK.format(n.since().atZone(ZoneId.systemDefault()))
                + ": " + n.why());
    }

    private static String load(DirectorSnapshot.RealServerStatus server) {
        return server.load().isPresent() ? String.format(Locale.ROOT, ", load %.2f", server.load().getAsDouble()) : "";
    }

    static String age(Instant since, Instant now) {
        if (since.equals(Instant.EPOCH)) {
            return "-";
        }
        Duration age = Duration.between(since, now);
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + "s";
        } else if (age.toHours() < 2) {
            return age.toMinutes() + "m";
        }
        return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
