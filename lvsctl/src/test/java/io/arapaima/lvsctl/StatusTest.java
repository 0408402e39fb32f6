package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.Names;
import io.arapaima.lvsctl.screen.Terminal;
import io.arapaima.lvsctl.screen.TextTable;
import io.arapaima.lvsctl.screen.StatusTable;
import io.arapaima.lvsctl.screen.Selection;
import io.arapaima.lvsctl.screen.Overview;
import io.arapaima.lvsctl.screen.LastCheck;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckResults.Asked;
import io.arapaima.ipc.CheckResults.LastResult;
import io.arapaima.ipc.CheckResults.Progress;
import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.CheckResults.Result;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.DirectorSnapshot.VirtualServiceStatus;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Subject;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.reason.WeightReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A director with some servers that are not well, at a socket that this test serves. */
class StatusTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final List<Event> EVENTS = List.of(event(1, Event.Kind.SERVER_DOWN, "web", "www2", 7200),
            event(2, Event.Kind.WEIGHT, "web", "www1", 60), event(3, Event.Kind.SERVER_DOWN, "cache", "r1", 50),
            event(4, Event.Kind.SERVER_UP, "web", "www2", 40));

    @TempDir
    Path folder = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Message> heard = new CopyOnWriteArrayList<>();

    private static Event event(long seq, Event.Kind kind, String service, String server, long ago) {
        return new Event(seq, Instant.now().minusSeconds(ago), kind, new Subject.Server(service, server), "", "x", "",
                "");
    }

    private static RealServerStatus server(String name, String destination, ServerState state, Reason because) {
        var why = new WeightReason(1, List.of(new WeightReason.Step(because, WeightReason.Outcome.NOTHING, 0)));
        return new RealServerStatus(name, destination, "Masq", 1, 1, true, state.word(), English.of(why),
                NOON.minusSeconds(180), 0, 0, OptionalDouble.empty(), "", Optional.empty(), Optional.of(why));
    }

    private static DirectorSnapshot director() {
        var web = new VirtualServiceStatus("web", "TCP", "10.0.0.9:80", "wlc", 0, "real servers", List.of(
                server("web/www1", "10.0.0.1:80", ServerState.UP, new Reason.Passes("passed in 2 ms")),
                server("web/www2", "10.0.0.2:80", ServerState.DOWN,
                        new Reason.Said("check down: TIMEOUT: no answer within 3 s, 1 of 1")),
                server("web/www3", "10.0.0.3:80", ServerState.QUIESCED, new Reason.Ordered(ServerState.QUIESCED, "jim",
                        "new kernel", Optional.of(NOON.plusSeconds(3600))))));
        var cache = new VirtualServiceStatus("cache", "TCP", "[2001:db8::9]:6379", "rr", 0, "real servers",
                List.of(server("cache/r1", "10.0.0.1:6379", ServerState.UP, new Reason.Passes("PONG"))),
                "port 6379 is taken by another program; end that");
        return new DirectorSnapshot(new DirectorSnapshot.Director("0.1.0", 42, NOON, "/etc/lvs.cf", NOON, "relay",
                new DirectorSnapshot.NannyStatus(true, 4), new DirectorSnapshot.MailStatus(true, 0, ""),
                Optional.empty()), new DirectorSnapshot.RoleStatus("active", "pulse", new RoleReason.NoPartner(), NOON),
                List.of(),
                List.of(web, cache), List.of(), List.of(), 4)
                .with(Optional.of(new DirectorSnapshot.OtherFile(true, Optional.of(NOON),
                        "at line 3: integer expected (and 3 more)")));
    }

    private static Report report(String subject, Verdict.State state, Progress progress, LastResult last) {
        return new Report(subject + "@", Optional.of(new Asked(subject, "http", "10.0.0.2:80",
                Map.of("http_path", "/health"), Duration.ofSeconds(2), Duration.ofSeconds(1))), state,
                NOON.minusSeconds(180), progress, Optional.of(last), Optional.empty());
    }

    private static LastResult last(Result result, String text) {
        return new LastResult(NOON.minusSeconds(1), Duration.ofMillis(2), result, text, true);
    }

    private static CheckResults results() {
        return new CheckResults(0, List.of(
                report("web/www1", Verdict.State.UP, new Progress(1, 1, 0, 3), last(Result.PASSED, "200 OK")),
                report("web/www2", Verdict.State.DOWN, new Progress(60, 90, 0, 1), last(Result.PASSED, "200 OK")),
                report("web/www3", Verdict.State.UP, new Progress(0, 90, 1, 3), last(Result.FAILED, "RESET: reset"))),
                Optional.empty(), false);
    }

    private static String text(StatusTable.Filter filter, Terminal terminal) {
        return StatusTable.of(Overview.of(director(), results(), NOON), List.of(), filter, terminal);
    }

    private int lvsctl(String... words) throws Exception {
        try (var _ = IpcServer.listen(folder.resolve("lvs-manager.sock"), peer -> {
            while (true) {
                Message said = peer.receive();
                heard.add(said);
                switch (said) {
                    case Message.Hello _ -> {
                        // not answered
                    }
                    case Message.StatusQuery _ -> peer.send(new Message.Status(director()));
                    case CheckResults.CheckResultsQuery _ -> peer.send(results());
                    case Message.Operate _ -> peer.send(new Message.Answer(true, List.of("done")));
                    case Message.EventsQuery(var _, var follow) when follow -> {
                        return; // as a hub that ends
                    }
                    case Message.EventsQuery _ -> {
                        for (Event event : EVENTS) {
                            peer.send(new Message.EventRaised(event));
                        }
                        peer.send(new Message.Answer(true, List.of()));
                    }
                    default -> peer.send(new Message.Answer(false, List.of("not here")));
                }
            }
        })) {
            List<String> all = new ArrayList<>(List.of(words));
            all.add("--run-dir=" + folder);
            return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                    .execute(all.toArray(String[]::new));
        }
    }

    private static String clock(Instant at) {
        return at.atZone(ZoneId.systemDefault()).toLocalTime().withNano(0).toString()
                + (at.atZone(ZoneId.systemDefault()).getSecond() == 0 ? ":00" : "");
    }

    @Test
    void whatIsWrongStandsOnTopAndEachServerSaysWhatItsLastCheckFound() {
        assertThat(text(StatusTable.Filter.ALL, Terminal.NONE).lines().skip(3)).containsExactly(
                "2 services: 2 served by real servers | 4 servers: 2 up, 1 down, 1 quiesced",
                "1 override: web/www3 quiesced by jim until " + clock(NOON.plusSeconds(3600))
                        + " (new kernel); lvsctl auto SERVER ends one",
                "lvs.cf: /etc/lvs.cf was edited and is not in force; refused at " + clock(NOON)
                        + ": at line 3: integer expected (and 3 more)",
                "Prot LocalAddress:Port Scheduler Flags",
                "  -> RemoteAddress:Port Name Forward Weight ActiveConn InActConn State    Since LastCheck       Why",
                "TCP  10.0.0.9:80 wlc   # web: real servers",
                "  -> 10.0.0.1:80        www1 Masq    1      0          0         up       3m    1s passed 2ms   "
                        + "configured 1, check up: passed in 2 ms",
                "  -> 10.0.0.2:80        www2 Masq    1      0          0         down     3m    1s passed 60/90 "
                        + "configured 1, check down: TIMEOUT: no answer within 3 s, 1 of 1",
                "  -> 10.0.0.3:80        www3 Masq    1      0          0         quiesced 3m    1s failed 1/3   "
                        + "configured 1, quiesced by jim: new kernel, until " + NOON.plusSeconds(3600),
                "TCP  [2001:db8::9]:6379 rr   # cache: real servers, BUT not served: port 6379 is taken by another "
                        + "program; end that",
                "  -> 10.0.0.1:6379      r1   Masq    1      0          0         up       3m    -               "
                        + "configured 1, check up: PONG");
    }

    @Test
    void problemsAreServersThatAreNotWellAndServicesThatNobodyReaches() {
        String problems = text(new StatusTable.Filter(new Selection(), List.of(), true), Terminal.NONE);
        assertThat(problems.lines().filter(l -> l.startsWith("  -> 10"))).hasSize(2)
                .allMatch(l -> l.contains("www2") || l.contains("www3"));
        assertThat(problems).contains("# cache: real servers, BUT not served");
        assertThat(text(new StatusTable.Filter(new Selection(), List.of("down"), false), Terminal.NONE).lines()
                .filter(l -> l.startsWith("  -> 10") || l.contains(" # "))).hasSize(2)
                .anyMatch(l -> l.contains("www2"));
    }

    @Test
    void onATerminalNoLineIsLongerThanItAndStatesHaveColours() {
        String narrow = text(StatusTable.Filter.ALL, new Terminal(true, 80, true));
        List<String> rows = narrow.lines().filter(l -> l.contains("  -> ")).toList();
        assertThat(rows).hasSize(5).allMatch(l -> l.replaceAll("\u001b\\[\\d*m", "").length() <= 80);
        assertThat(rows.get(2)).startsWith("\u001b[31m  -> 10.0.0.2:80").contains("1s passed 60/90")
                .endsWith("\u001b[0m");
        assertThat(rows.get(1)).startsWith("  -> 10.0.0.1:80");
        assertThat(text(StatusTable.Filter.ALL, new Terminal(true, 80, false))).doesNotContain("\u001b");
    }

    @Test
    void theTerminalIsAskedAndTheEnvironmentIsHonoured() {
        assertThat(Terminal.of("/dev/pts/3", Map.of("COLUMNS", "132", "TERM", "xterm")))
                .isEqualTo(new Terminal(true, 132, true));
        assertThat(Terminal.of("/dev/tty1", Map.of("COLUMNS", "99", "TERM", "linux", "NO_COLOR", "1")).colour())
                .isFalse();
        assertThat(Terminal.of("/dev/pts/3", Map.of("TERM", "dumb")).columns()).isBetween(1, 10_000);
        assertThat(Terminal.of("pipe:[4711]", Map.of("COLUMNS", "80", "TERM", "xterm"))).isEqualTo(Terminal.NONE);
        assertThat(Terminal.of("/tmp/file", Map.of())).isEqualTo(Terminal.NONE);
    }

    @Test
    void wideCharactersTakeTwoPlaces() {
        assertThat(TextTable.width("正常 ok")).isEqualTo(7);
        assertThat(TextTable.cut("正常正常", 7)).isEqualTo("正常...");
        var table = new TextTable("", List.of(new TextTable.Column("N", false), new TextTable.Column("W", false)));
        table.add(List.of("本番", "x"));
        table.add(List.of("ab", "y"));
        assertThat(table.lines(80)).containsExactly("N    W", "本番 x", "ab   y");
    }

    @Test
    void whySaysWhatTheLastCheckFoundAndHowFarItIs() throws Exception {
        assertThat(lvsctl("why", "www2")).isZero();
        assertThat(out.toString()).contains("web/www2 (10.0.0.2:80) is down for ",
                "check http of 10.0.0.2:80 every 2 s, at most 1 s, http_path = /health");
        assertThat(heard).contains(new CheckResults.CheckResultsQuery(0, List.of("web/www2")));
        assertThat(LastCheck.sentences(results().checks().get(1), NOON).getLast()).isEqualTo(
                "  last check 1 s ago: passed in 2 ms: 200 OK (60 of 90 good checks, then it is up, in about 60 s)");
        assertThat(LastCheck.sentences(results().checks().get(2), NOON).getLast()).isEqualTo(
                "  last check 1 s ago: failed after 2 ms: RESET: reset (1 of 3 bad checks, then it is down)");
        var lost = new Report("x", Optional.empty(), Verdict.State.UP, NOON, new Progress(1, 1, 0, 1), Optional.empty(),
                Optional.of(new Verdict.Inconclusive("the plugin throws", NOON)));
        assertThat(LastCheck.sentences(lost, NOON)).containsExactly("check x",
                "  not judged since " + clock(NOON) + ": the plugin throws", "  no result yet");
    }

    @Test
    void anUnknownNameSuggestsThreeAtMost() throws Exception {
        assertThat(lvsctl("why", "ww2")).isEqualTo(1);
        assertThat(lvsctl("status", "--server", "www9")).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly(
                "lvsctl: nothing has the name ww2; did you mean web/www2?; lvsctl status shows all servers "
                        + "and services",
                "lvsctl: nothing has the name www9; did you mean web/www1, web/www2 or web/www3?; lvsctl status shows all "
                        + "servers and services");
    }

    /** A short name that stands for several servers is no wish about the first of them. */
    @Test
    void aCommandIsAboutOneServerOrAWholeServiceOrAddress() throws Exception {
        assertThat(lvsctl("quiesce", "www2")).isZero();
        assertThat(lvsctl("quiesce", "web")).isZero();
        assertThat(lvsctl("force-down", "10.0.0.1")).isZero();
        assertThat(lvsctl("quiesce", "www9")).isEqualTo(1);
        assertThat(heard.stream().filter(Message.Operate.class::isInstance).map(m -> ((Message.Operate) m).server()))
                .containsExactly("web/www2", "web", "10.0.0.1");
    }

    @Test
    void anAddressIsTheSameHoweverItIsWritten() {
        var six = new VirtualServiceStatus("six", "TCP", "[2001:db8::9]:80", "rr", 0, "real servers",
                List.of(server("six/a", "[2001:db8::1]:80", ServerState.UP, new Reason.Passes("ok"))));
        var names = new Names(new DirectorSnapshot(director().director(), director().role(), List.of(), List.of(six),
                List.of(), List.of(), 1));
        for (String name : List.of("2001:db8::1", "2001:DB8:0:0:0:0:0:1", "[2001:db8::1]:80", "a", "six")) {
            assertThat(names.servers(name)).as(name).hasSize(1);
        }
        assertThat(names.servers("2001:db8::2")).isEmpty();
    }

    @Test
    void eventsAreChosenByKindServerAndTimeAndTheRampIsNotShown() throws Exception {
        assertThat(lvsctl("events")).isZero();
        assertThat(out.toString().lines()).hasSize(3).noneMatch(l -> l.contains("WEIGHT"));
        for (String[] wish : new String[][]{{"1", "--kind", "weight"}, {"2", "--server", "www2"},
                {"1", "--service", "cache"},
                {"2", "--since", "10m"}, {"1", "-n", "1"}, {"4", "--json"},
                {"1", "--kind", "SERVER_UP,SERVER_DOWN", "--server", "web/www2", "--since", "1h"}}) {
            out.getBuffer().setLength(0);
            List<String> words = new ArrayList<>(List.of(wish));
            words.set(0, "events");
            assertThat(lvsctl(words.toArray(String[]::new))).isZero();
            assertThat(out.toString().lines().count()).as("%s", words).isEqualTo(Long.parseLong(wish[0]));
        }
        assertThat(lvsctl("events", "-n", "99999")).isEqualTo(2);
        assertThat(lvsctl("events", "--since", "noon")).isEqualTo(2);
        assertThat(err.toString()).contains("-n is 99999; write 0 to 1000",
                "--since is noon; write 14:00, 2026-12-01, \"2026-12-01 14:00\", or how long ago: 30m, 2h, 1d");
    }

    @Test
    void statusAsJsonHasWhatChecksFound() throws Exception {
        assertThat(lvsctl("status", "--json")).isZero();
        assertThat(out.toString()).startsWith("{\"director\":{\"version\":\"0.1.0\"").contains(
                "\"progress\":{\"passes\":60,\"needed\":90,\"failures\":0,\"fall\":1}",
                "\"state\":\"quiesced\"", "\"onDisk\":{\"differs\":true");
        assertThat(lvsctl("status", "--state", "dead")).isEqualTo(2);
        assertThat(err.toString()).contains("--state is dead; states are unknown, up, down,");
    }

    /** It follows the events of the hub, and ends when that does. */
    @Test
    void watchingShowsTheStatusAndEndsWithTheHub() throws Exception {
        assertThat(lvsctl("status", "--watch", "--problems")).isEqualTo(3);
        assertThat(out.toString()).contains("www2").doesNotContain("\u001b");
        assertThat(heard).contains(new Message.EventsQuery(0, true));
        assertThat(err.toString()).isEqualTo("lvsctl: lvs-manager has gone\n");
    }

    @Test
    void oneKeywordIsToldInWords() {
        var line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertThat(line.execute("keywords", "reentry")).isZero();
        assertThat(out.toString().lines()).containsExactly("Inside virtual NAME { and failover NAME {",
                "  reentry = whole seconds, 0 meaning 180; default: 180; Piranha",
                "  A failed server needs reentry / check_interval good checks in a row before it is used again.");
        assertThat(line.execute("keywords", "reentri")).isEqualTo(1);
        assertThat(err.toString()).startsWith("lvsctl: lvs.cf has no keyword reentri; did you mean reentry");
    }
}
