package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.Terminal;
import io.arapaima.lvsctl.screen.StatusTable;
import io.arapaima.lvsctl.screen.Overview;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.Subject;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LvsctlTest {
    private static final String GOOD = """
            primary = 10.0.0.1
            virtual web {
              active = 1
              address = 10.0.0.9 eth0:1
              server s1 {
                address = 10.0.0.11
                active = 1
              }
            }
            """;
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final DirectorSnapshot SNAPSHOT = snapshot();

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static DirectorSnapshot snapshot() {
        var s1 = new DirectorSnapshot.RealServerStatus("web/s1", "10.0.0.11:80", "Masq", 12, 3, true, "up",
                "configured 12, load 4.0: 3, check up: passed in 2 ms", NOON.minusSeconds(90), 5, 1,
                OptionalDouble.of(4), "");
        var s2 = new DirectorSnapshot.RealServerStatus("web/s2", "10.0.0.12:80", "Masq", 12, 0, false, "down",
                "configured 12, check down: REFUSED: Connection refused, 1 of 1: removed", NOON.minusSeconds(7500), 0,
                0,
                OptionalDouble.empty(), "through 10.0.0.9, firewall mark 0x4c560001");
        var web = new DirectorSnapshot.VirtualServiceStatus("web", "TCP", "10.0.0.9:80", "wlc", 300, "real servers",
                List.of(s1, s2));
        return new DirectorSnapshot(new DirectorSnapshot.Director("0.1.0", 42, NOON.minusSeconds(9000), "/etc/lvs.cf",
                NOON.minusSeconds(10), "relay", new DirectorSnapshot.NannyStatus(true, 2),
                new DirectorSnapshot.MailStatus(true, 0, ""),
                Optional.empty()),
                new DirectorSnapshot.RoleStatus("active", "pulse", new Reason.Said("partner silent for 600 ms"),
                        NOON.minusSeconds(60)),
                List.of(new DirectorSnapshot.AddressStatus("10.0.0.9/32", "eth0:1", "held")), List.of(web),
                List.of(), List.of("nanny: ended"), 7);
    }

    /** The same director with programs to move instead. */
    private static DirectorSnapshot failsOver() {
        return new DirectorSnapshot(SNAPSHOT.director(), SNAPSHOT.role(), SNAPSHOT.addresses(), List.of(),
                List.of(new DirectorSnapshot.FailoverStatus("db", "TCP 10.0.0.9:5432", "failed",
                        "REFUSED: Connection refused, 1 of 1", NOON.minusSeconds(90))),
                List.of(), 7);
    }

    private static String text(DirectorSnapshot snapshot) {
        return StatusTable.of(Overview.of(snapshot, "", NOON), List.of(), StatusTable.Filter.ALL, Terminal.NONE);
    }

    @Test
    void whatCannotBeJudgedComesBeforeTheOldWord() {
        Instant since = NOON.minusSeconds(90);
        String at = java.time.format.DateTimeFormatter.ofPattern("HH:mm:ss", java.util.Locale.ROOT)
                .format(since.atZone(java.time.ZoneId.systemDefault()));
        var server = new DirectorSnapshot.RealServerStatus("web/s1", "10.0.0.11:80", "Masq", 1, 1, true, "up",
                "check up: passed", NOON.minusSeconds(900), 0, 0, OptionalDouble.empty(), "",
                Optional.of(new io.arapaima.ipc.Verdict.Inconclusive("check http: the plugin threw X", since)),
                Optional.empty());
        var web = new DirectorSnapshot.VirtualServiceStatus("web", "TCP", "10.0.0.9:80", "wlc", 0, "real servers",
                List.of(server));
        var now = new DirectorSnapshot(SNAPSHOT.director(), SNAPSHOT.role(), List.of(), List.of(web), List.of(),
                List.of(), 7);
        assertThat(text(now)).contains("not judged since " + at
                + ": check http: the plugin threw X; before: check up: passed");
        String older = Json.write(now).replaceFirst(",\"notJudged\":\\{[^}]*}", "");
        assertThat(older).doesNotContain("notJudged");
        assertThat(Json.read(older, DirectorSnapshot.class).services().getFirst().servers().getFirst().notJudged())
                .isEmpty();
    }

    @Test
    void statusSaysWhatTheLimitOfMailsHoldsBackAndUntilWhen() {
        var director = SNAPSHOT.director();
        var held = new DirectorSnapshot.HeldMail(3, List.of("redis/r1"), NOON.plusSeconds(277));
        var held3 = new DirectorSnapshot(new DirectorSnapshot.Director(director.version(), director.pid(),
                director.startedAt(), director.configFile(), director.loadedAt(), director.dataPlane(),
                new DirectorSnapshot.NannyStatus(true, 2), new DirectorSnapshot.MailStatus(true, 0, ""),
                Optional.of(held)), SNAPSHOT.role(), List.of(),
                List.of(), List.of(),
                List.of(), 7);
        String until = held.next().atZone(java.time.ZoneId.systemDefault()).toLocalTime().toString();
        assertThat(text(held3))
                .contains("mail: 0 waiting, 3 events held back, next mail " + until + "\n");
        String older = Json.write(held3).replaceFirst(",\"heldMail\":\\{[^}]*}", "");
        assertThat(older).doesNotContain("heldMail");
        assertThat(Json.read(older, DirectorSnapshot.class).director().heldMail()).isEmpty();
    }

    private int lvsctl(String... words) {
        CommandLine line = Main.commandLine();
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(words);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void checkSaysEveryProblemWithItsLineAndFails() throws IOException {
        String bad = file("bad.cf", GOOD.replace("active = 1", "active = 2"));
        assertThat(lvsctl("check", bad)).isEqualTo(1);
        assertThat(out.toString().lines().filter(l -> l.contains("error: boolean expected: "))).hasSize(2)
                .allMatch(l -> l.startsWith(bad + ":"));
        assertThat(lvsctl("check", file("good.cf", GOOD))).isZero();
        assertThat(lvsctl("check", folder.resolve("none.cf").toString())).isEqualTo(1);
        assertThat(out.toString()).contains("none.cf: error: failed to open: no such file");
    }

    @Test
    void checkLooksWhetherTheFenceAgentIsHere() throws IOException {
        String fencing = GOOD.replace("primary = 10.0.0.1", "primary = 127.0.0.1")
                + "reach = 10.0.0.254\nprimary_fence = \"a=b\"\nbackup_fence = @"
                + folder.resolve("options")
                + "\nfence_agent = ";
        String missing = file("missing.cf", fencing + folder.resolve("agent") + "\n");
        assertThat(lvsctl("check", missing)).isZero();
        assertThat(out.toString()).contains("agent, which is no program that can be run here",
                "the options of fence_agent cannot be read here", "missing.cf: ok, 3 warnings");
        file("options", "ip=10.1.0.2\n");
        assertThat(lvsctl("check", file("here.cf", fencing + "/bin/true\n"))).isZero();
        assertThat(out.toString()).contains("here.cf: ok, 1 warnings\n");
    }

    @Test
    void checkSaysWhatThisMachineIsToTheFile() throws IOException {
        String primary = GOOD.replace("primary = 10.0.0.1", "primary = 127.0.0.1");
        assertThat(lvsctl("check", file("primary.cf", primary))).isZero();
        assertThat(out.toString()).contains("primary.cf: ok\n");
        assertThat(lvsctl("check", file("backup.cf", GOOD + "backup = 127.0.0.1\n"))).isZero();
        assertThat(out.toString()).contains("backup.cf:0: warning: this machine is backup 127.0.0.1",
                "backup.cf: ok, 1 warnings");
        assertThat(lvsctl("check", file("other.cf", GOOD))).isZero();
        assertThat(out.toString()).contains("other.cf:0: warning: this machine has no director's address (lvs.cf names "
                + "primary 10.0.0.1)", "no fault if the file is for other machines");
    }

    @Test
    void checkAsJsonIsOneObjectALineForEachFile() throws IOException {
        assertThat(lvsctl("check", "--json", file("good.cf", GOOD), file("bad.cf", "keepalive = x\n"))).isEqualTo(1);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("\"ok\":true").contains("\"keepalive\":0.1")
                .contains("\"sorry_server\":null")
                .contains("\"address\":\"10.0.0.9\",\"device\":\"eth0:1\"").contains("\"name\":\"s1\"");
        assertThat(lines.getLast()).contains("\"ok\":false").contains("\"line\":1,\"severity\":\"error\"")
                .contains("integer expected").endsWith("\"config\":null}");
    }

    @Test
    void theTableReadsAsIpvsadmsWithStateAgeAndReason() {
        assertThat(StatusTable.of(Overview.of(SNAPSHOT, "", NOON), List.of("pulse: maintenance: new disk"),
                StatusTable.Filter.ALL, Terminal.NONE).lines())
                .containsExactly(
                        "lvs-manager 0.1.0, pid 42, /etc/lvs.cf loaded 10s ago",
                        "data plane: relay | nanny: 2 checks | mail: 0 waiting",
                        "role: active for 60s, by pulse: partner silent for 600 ms",
                        "1 service: 1 served by real servers | 2 servers: 1 down, 1 up",
                        "TROUBLE pulse: maintenance: new disk", "TROUBLE nanny: ended",
                        "address 10.0.0.9/32 on eth0:1: held",
                        "Prot LocalAddress:Port Scheduler Flags",
                        "  -> RemoteAddress:Port Name Forward Weight ActiveConn InActConn State Since LastCheck Why",
                        "TCP  10.0.0.9:80 wlc persistent 300   # web: real servers",
                        "  -> 10.0.0.11:80       s1   Masq    3      5          1         up    90s   -         "
                                + "configured 12, load 4.0: 3, check up: passed in 2 ms, load 4.00",
                        "  -> 10.0.0.12:80       s2   Masq    -      0          0         down  2h    -         "
                                + "configured 12, check down: REFUSED: Connection refused, 1 of 1: removed");
    }

    @Test
    void whereProgramsFailOverThereIsNoTable() {
        assertThat(text(failsOver()).lines()).containsExactly(
                "lvs-manager 0.1.0, pid 42, /etc/lvs.cf loaded 10s ago",
                "data plane: relay | nanny: 2 checks | mail: 0 waiting",
                "role: active for 60s, by pulse: partner silent for 600 ms", "address 10.0.0.9/32 on eth0:1: held",
                "failover db (TCP 10.0.0.9:5432): failed for 90s: REFUSED: Connection refused, 1 of 1");
    }

    @Test
    void whyKnowsFailoverServices() throws Exception {
        try (var _ = IpcServer.listen(folder.resolve("lvs-manager.sock"), c -> {
            while (true) {
                Message said = c.receive();
                if (said instanceof Message.StatusQuery) {
                    c.send(new Message.Status(failsOver()));
                } else if (said instanceof CheckResults.CheckResultsQuery) {
                    c.send(new Message.Answer(false, List.of("the check engine is not connected")));
                }
            }
        })) {
            assertThat(lvsctl("why", "db", "--run-dir=" + folder)).isZero();
            assertThat(lvsctl("why", "web", "--run-dir=" + folder)).isEqualTo(1);
        }
        assertThat(out.toString()).contains("db (TCP 10.0.0.9:5432): failed for ", "REFUSED: Connection refused",
                "role: active for ", "address 10.0.0.9/32 on eth0:1: held");
        assertThat(err.toString()).contains("nothing has the name web; lvsctl status shows all servers and services");
    }

    @Test
    void withoutADirectorEveryCommandSaysSoAndWhatToDo() {
        for (String command : List.of("status", "events", "reload", "table")) {
            assertThat(lvsctl(command, "--run-dir", folder.toString())).isEqualTo(3);
        }
        assertThat(err.toString().lines()).hasSize(4).allMatch(l -> l.startsWith("lvsctl: cannot reach lvs-manager at "
                + folder) && l.endsWith("; start it, or name its folder with --run-dir"));
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(lvsctl("frobnicate")).isEqualTo(2);
        assertThat(lvsctl("check")).isEqualTo(2);
    }

    @Test
    void commandsReachTheHubAndItsAnswersThePerson() throws Exception {
        List<Message> heard = new CopyOnWriteArrayList<>();
        try (var _ = IpcServer.listen(folder.resolve("lvs-manager.sock"), c -> talk(c, heard))) {
            String run = "--run-dir=" + folder;
            assertThat(lvsctl("status", run)).isZero();
            assertThat(lvsctl("why", "s2", run)).isZero();
            assertThat(lvsctl("why", "s9", run)).isEqualTo(1);
            assertThat(lvsctl("quiesce", "s1", run)).isZero();
            assertThat(lvsctl("force-down", "--yes", "s1", run)).isZero();
            assertThat(lvsctl("quiesce", "s2", "--for", "2h", "--reason", "new kernel", run)).isZero();
            assertThat(lvsctl("quiesce", "s2", "--for", "2 hours", run)).isEqualTo(2);
            assertThat(lvsctl("auto", "s2", "--for", "2h", run)).isEqualTo(2);
            assertThat(lvsctl("reload", run)).isEqualTo(1);
            assertThat(lvsctl("events", run)).isZero();
        }
        assertThat(out.toString()).contains("web/s2 (10.0.0.12:80) is down for", "not in the table: configured 12",
                "asked through 10.0.0.9, firewall mark 0x4c560001",
                "#1 SERVER_DOWN web/s2: up -> down (REFUSED); 1 of 2 left", "\nlvs.cf: revision 42 waits\n");
        assertThat(err.toString()).contains("nothing has the name s9; did you mean web/s1 or web/s2?", "line 3 is bad",
                "--for is 2 hours; write a time from 1s to 365d, for example 30m, 2h or 1d");
        assertThat(heard).contains(
                new Message.Operate("web/s1", Message.Operate.Action.QUIESCE, Optional.of(false)),
                new Message.Operate("web/s1", Message.Operate.Action.FORCE_DOWN, Optional.of(true)),
                new Message.Operate("web/s2", Message.Operate.Action.QUIESCE, Optional.of(false), Optional.of(7200L),
                        Optional.of("new kernel")));
    }

    @Test
    void theTableKeepsItsBytesAndItsAbsenceIsTheMachinesFault() throws Exception {
        try (var _ = IpcServer.listen(folder.resolve("lvs-manager.sock"), c -> talk(c, new ArrayList<>()))) {
            assertThat(lvsctl("table", "--run-dir=" + folder)).isZero();
            assertThat(out.toString()).isEqualTo("FWM  1 rr\n  -> 10.0.0.1:80   0         \n");
            assertThat(lvsctl("table", "--save", "--run-dir=" + folder)).isEqualTo(3);
            assertThat(err.toString()).isEqualTo("lvsctl: no table: the relay is gone; start it\n");
        }
    }

    /** A hub of the test's own; the real one cannot be used here, because no module may see it. */
    private static void talk(IpcConnection peer, List<Message> heard) throws IOException {
        while (true) {
            Message message = peer.receive();
            heard.add(message);
            if (message instanceof Message.StatusQuery) {
                peer.send(new Message.Status(SNAPSHOT));
            } else if (message instanceof CheckResults.CheckResultsQuery) {
                peer.send(new CheckResults(0, List.of(), Optional.empty(), false));
            } else if (message instanceof Message.TableQuery(var save)) {
                peer.send(save
                        ? new Message.TableText(List.of(), Optional.of("the relay is gone; start it"))
                        : new Message.TableText(List.of("FWM  1 rr", "  -> 10.0.0.1:80   0         "),
                                Optional.empty()));
            } else if (message instanceof Message.EventsQuery) {
                peer.send(new Message.EventRaised(
                        new Event(1, NOON, Event.Kind.SERVER_DOWN, new Subject.Server("web", "s2"), "up", "down",
                                "REFUSED", "1 of 2 left")));
                peer.send(new Message.Answer(true, List.of()));
            } else if (message instanceof ConfigRequest.Reload) {
                peer.send(new Message.Answer(false, List.of("line 3 is bad")));
            } else if (message instanceof ConfigRequest.RevisionsQuery) {
                peer.send(new ConfigReply.Revisions(List.of(), "revision 42 waits"));
            } else if (message instanceof Message.Operate) {
                peer.send(new Message.Answer(true, List.of("done")));
            }
        }
    }

    /** Every keyword that names a program, a quoted one with arguments too. */
    @Test
    void checkNamesEveryProgramThatCannotBeRunHere() throws Exception {
        Path plain = Files.writeString(folder.resolve("no-program"), "");
        String text = """
                primary = 10.0.0.1
                network = direct
                active_cmd = "/nowhere/active now"
                inactive_cmd = "/bin/true"
                virtual web {
                  active = 1
                  address = 10.0.0.9 eth0:1
                  send_program = "/nowhere/probe %%h"
                  expect = "OK"
                  load_monitor = "/nowhere/load -1"
                  quorum_up = "/bin/true"
                  quorum_down = "%s"
                  server s1 {
                    address = 10.0.0.2
                    active = 1
                  }
                }
                virtual off {
                  active = 0
                  address = 10.0.0.8 eth0:1
                  send_program = "/nowhere/unused"
                }
                """.formatted(plain);
        assertThat(lvsctl("check", file("programs.cf", text))).as("a warning is no error").isZero();
        assertThat(out.toString().lines().filter(line -> line.contains(" names /")).toList()).satisfiesExactly(
                line -> assertThat(line).contains(":3: warning: active_cmd names /nowhere/active, which is not there"),
                line -> assertThat(line).contains(":8: warning: virtual web: send_program names /nowhere/probe")
                        .contains("neither up nor down"),
                line -> assertThat(line).contains(":12: warning: virtual web: quorum_down names " + plain
                        + ", which may not be executed"),
                line -> assertThat(line).contains(":10: warning: virtual web: load_monitor names /nowhere/load"));
    }
}
