package io.arapaima.lvsctl.screen;

import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.DirectorSnapshot.VirtualServiceStatus;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import io.arapaima.lvsctl.screen.Terminal.Colour;
import io.arapaima.lvsctl.screen.TextTable.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A director's state as text: what is wrong first, then services and servers as {@code ipvsadm -Ln} orders them. Pure. */
public final class StatusTable {
    private static final List<Column> COLUMNS = List.of(new Column("RemoteAddress:Port", false),
            new Column("Name", false), new Column("Forward", true), new Column("Weight", false),
            new Column("ActiveConn", true), new Column("InActConn", true), new Column("State", false),
            new Column("Since", false), new Column("LastCheck", false), new Column("Why", false));
    private static final int MOST_OVERRIDES = 3;

    private final Overview overview;
    private final DirectorSnapshot snapshot;
    private final Filter filter;
    private final Terminal terminal;
    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    /**
     * Which servers are shown.
     *
     * @param selection by name
     * @param states by the beginning of their state; empty = all
     * @param problems only those that are not in service as their checks and lvs.cf want it
     */
    public record Filter(Selection selection, List<String> states, boolean problems) {
        public static final Filter ALL = new Filter(new Selection(), List.of(), false);

        boolean isAll() {
            return selection.isAll() && states.isEmpty() && !problems;
        }
    }

    private StatusTable(Overview overview, Filter filter, Terminal terminal) {
        this.overview = overview;
        this.snapshot = overview.snapshot();
        this.filter = filter;
        this.terminal = terminal;
        this.now = overview.now();
    }

    /**
     * The whole text, without a line end behind it.
     *
     * @param overview what is known
     * @param troubles what others than the hub have to say, a sentence each
     * @param filter which servers
     * @param terminal where it is shown
     */
    public static String of(Overview overview, List<String> troubles, Filter filter, Terminal terminal) {
        var table = new StatusTable(overview, filter, terminal);
        table.head(troubles);
        if (!table.snapshot.services().isEmpty() || table.snapshot.failovers().isEmpty()) {
            table.services();
        }
        return String.join("\n", table.lines);
    }

    private void head(List<String> troubles) {
        DirectorSnapshot.Director director = snapshot.director();
        lines.add(String.format(Locale.ROOT, "lvs-manager %s, pid %d, %s loaded %s ago", director.version(),
                director.pid(), director.configFile(), LastCheck.age(director.loadedAt(), now)));
        lines.add(String.format(Locale.ROOT, "data plane: %s | nanny: %s | mail: %s%s", director.dataPlane(),
                director.nanny(), director.mail(), director.heldMail().map(StatusTable::held).orElse("")));
        lines.add(role(snapshot.role(), now));
        if (!snapshot.services().isEmpty()) {
            lines.add(counts());
        }
        overrides();
        director.onDisk().ifPresent(file -> lines.add(terminal.paint(Colour.NOTICE, onDisk(director, file))));
        Stream.concat(troubles.stream(), snapshot.troubles().stream())
                .forEach(t -> lines.add(terminal.paint(Colour.ALARM, "TROUBLE " + t)));
        snapshot.addresses()
                .forEach(a -> lines.add(terminal.paint(a.state().equals("held") ? Colour.NONE : Colour.NOTICE,
                        "address " + a.address() + " on " + a.device() + ": " + a.state())));
        snapshot.failovers().forEach(f -> lines.add("failover " + line(f, now)));
    }

    private static String onDisk(DirectorSnapshot.Director director, DirectorSnapshot.OtherFile file) {
        return "lvs.cf: " + director.configFile() + (file.differs() ? " was edited and is not in force" : "")
                + file.refused().map(at -> (file.differs() ? "; " : ": ") + "refused at " + LastCheck.clock(at) + ": "
                        + file.why()).orElse("; lvsctl diff running file shows how, lvsctl reload takes it");
    }

    private String counts() {
        List<RealServerStatus> servers = snapshot.services().stream().flatMap(s -> s.servers().stream())
                .filter(s -> s.name().contains("/")).toList();
        return snapshot.services().size() + (snapshot.services().size() == 1 ? " service: " : " services: ")
                + counted(snapshot.services(), service -> "served by " + service.serving()) + " | " + servers.size()
                + (servers.size() == 1 ? " server: " : " servers: ") + counted(servers, RealServerStatus::state);
    }

    /** {@code 190 up, 8 down}: the most frequent first. */
    private static <T> String counted(List<T> all, Function<T, String> word) {
        return all.stream().collect(Collectors.groupingBy(word, Collectors.counting())).entrySet().stream()
                .sorted((a, b) -> a.getValue().equals(b.getValue())
                        ? a.getKey().compareTo(b.getKey())
                        : Long.compare(b.getValue(), a.getValue()))
                .map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
    }

    private void overrides() {
        List<String> overrides = overview.overrides();
        if (!overrides.isEmpty()) {
            int more = overrides.size() - MOST_OVERRIDES;
            lines.add(terminal.paint(Colour.NOTICE, overrides.size()
                    + (overrides.size() == 1 ? " override: " : " overrides: ")
                    + String.join("; ", overrides.subList(0, Math.min(overrides.size(), MOST_OVERRIDES)))
                    + (more > 0 ? "; and " + more + " more" : "") + "; lvsctl auto SERVER ends one"));
        }
    }

    private void services() {
        var table = new TextTable("  -> ", COLUMNS);
        List<VirtualServiceStatus> shown = snapshot.services().stream().filter(this::isShown).toList();
        if (shown.isEmpty() && !filter.isAll()) {
            lines.add(filter.problems() ? "no problems among the servers and services" : "no server is as asked for");
            return;
        }
        List<List<RealServerStatus>> servers = shown.stream().map(this::shown).toList();
        for (int i = 0; i < shown.size(); i++) {
            VirtualServiceStatus service = shown.get(i);
            servers.get(i).forEach(server -> table.add(cells(service, server)));
        }
        List<String> rows = table.lines(terminal.columns());
        lines.add("Prot LocalAddress:Port Scheduler Flags");
        lines.add(rows.getFirst());
        int row = 1;
        for (int i = 0; i < shown.size(); i++) {
            lines.add(terminal.paint(colour(shown.get(i)),
                    TextTable.cut(heading(shown.get(i)), terminal.columns())));
            for (RealServerStatus server : servers.get(i)) {
                lines.add(terminal.paint(colour(server), rows.get(row++)));
            }
        }
    }

    private boolean isShown(VirtualServiceStatus service) {
        return filter.selection().wantsService(service) && (filter.isAll() || !shown(service).isEmpty()
                || (filter.problems() && filter.states().isEmpty() && isProblem(service)
                        && (filter.selection().isAll() || filter.selection().wantsService(service))));
    }

    private List<RealServerStatus> shown(VirtualServiceStatus service) {
        return service.servers().stream().filter(server -> filter.selection().wants(service, server))
                .filter(server -> filter.states().isEmpty()
                        || filter.states().stream().anyMatch(server.state()::startsWith))
                .filter(server -> !filter.problems() || isProblem(service, server)).toList();
    }

    private boolean isProblem(VirtualServiceStatus service) {
        return !service.serving().equals(Serving.REAL_SERVERS.word()) || mark(service).isPresent();
    }

    private boolean isProblem(VirtualServiceStatus service, RealServerStatus server) {
        return !server.state().equals(ServerState.UP.word()) || server.notJudged().isPresent()
                || overview.about(service, server).stream().anyMatch(r -> r.progress().failures() > 0);
    }

    /** As ipvsadm has it, and behind it who answers. */
    private String heading(VirtualServiceStatus service) {
        String persistent = service.persistentSeconds() > 0 ? " persistent " + service.persistentSeconds() : "";
        return service.protocol() + "  " + service.key() + ' ' + service.scheduler() + persistent + "   # "
                + service.name() + ": " + service.serving() + mark(service).map(why -> ", BUT " + why).orElse("");
    }

    /** Why no client reaches the service, whoever would answer there. */
    private Optional<String> mark(VirtualServiceStatus service) {
        if (!service.trouble().isEmpty()) {
            return Optional.of("not served: " + service.trouble());
        }
        String host = Names.host(service.key());
        return snapshot.role().role().equals("active")
                ? snapshot.addresses().stream().filter(a -> a.address().replaceFirst("/.*", "").equals(host))
                        .filter(a -> !a.state().equals("held")).map(a -> "its address is not held: " + a.state())
                        .findFirst()
                : Optional.empty();
    }

    private List<String> cells(VirtualServiceStatus service, RealServerStatus server) {
        List<Report> reports = overview.about(service, server);
        String name = server.name().substring(server.name().lastIndexOf('/') + 1);
        return List.of(server.destination(), name, server.forwarding(),
                server.inTable() ? Integer.toString(server.weight()) : "-",
                Long.toString(server.activeConnections()), Long.toString(server.inactiveConnections()),
                server.state(), LastCheck.age(server.since(), now), LastCheck.brief(reports, now),
                why(server) + load(server));
    }

    private Colour colour(VirtualServiceStatus service) {
        return !isProblem(service)
                ? Colour.NONE
                : service.serving().startsWith("nobody") || mark(service).isPresent() ? Colour.ALARM : Colour.NOTICE;
    }

    private static Colour colour(RealServerStatus server) {
        if (server.state().equals(ServerState.UP.word()) && server.notJudged().isEmpty()) {
            return Colour.NONE;
        }
        return server.state().startsWith(ServerState.DOWN.word()) ? Colour.ALARM : Colour.NOTICE;
    }

    /** Times are those of the place where the operator sits. */
    private static String held(DirectorSnapshot.HeldMail held) {
        return ", " + held.events() + (held.events() == 1 ? " event" : " events") + " held back, next mail "
                + LastCheck.clock(held.next());
    }

    /** A failover service in one line: what it is, here, for how long and why. */
    public static String line(DirectorSnapshot.FailoverStatus service, Instant now) {
        return service.name() + " (" + service.checked() + "): " + service.state() + " for "
                + LastCheck.age(service.since(), now)
                + (service.why().isEmpty() ? "" : ": " + service.why());
    }

    public static String role(DirectorSnapshot.RoleStatus role, Instant now) {
        return "role: " + role.role() + " for " + LastCheck.age(role.since(), now) + ", by " + role.source()
                + (role.cause().isEmpty() ? "" : ": " + role.cause());
    }

    /** An old word about a server that cannot be judged any more comes after that. */
    private static String why(RealServerStatus server) {
        return notJudged(server).map(now -> server.state().equals(ServerState.UNKNOWN.word())
                ? now
                : now + "; before: " + server.why()).orElse(server.why());
    }

    public static Optional<String> notJudged(RealServerStatus server) {
        return server.notJudged().map(n -> "not judged since " + LastCheck.clock(n.since()) + ": " + n.why());
    }

    private static String load(RealServerStatus server) {
        return server.load().isPresent() ? String.format(Locale.ROOT, ", load %.2f", server.load().getAsDouble()) : "";
    }
}
