package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.ConfigChange;
import io.arapaima.ipc.reason.Alarm;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.WeightReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.reason.Revision;
import io.arapaima.config.Edition;
import io.arapaima.ipc.reason.WeightReason.Outcome;
import io.arapaima.ipc.reason.WeightReason.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason, as it travels and as it is said. */
class ReasonTest {
    private static final Instant EVENING = Instant.parse("2026-11-30T16:00:00Z");

    private static final RoleReason.Maintenance ANNA = new RoleReason.Maintenance("anna", "new disk",
            Optional.of(EVENING));

    static List<Map.Entry<Reason, String>> reasons() {
        return Stream.of(ofServers(), ofRoles(), ofFiles()).flatMap(List::stream).toList();
    }

    private static List<Map.Entry<Reason, String>> ofRoles() {
        Duration silent = Duration.ofMillis(600);
        return List.of(Map.entry(new RoleReason.Started(), "started"),
                Map.entry(new RoleReason.ForcedAtStart(), "forced active on startup"),
                Map.entry(new RoleReason.NoPartner(), "no partner is configured"),
                Map.entry(new RoleReason.NotHeard("backup"), "backup: not heard since the start"),
                Map.entry(new RoleReason.SaidGoodbye("backup"), "backup: said goodbye"),
                Map.entry(new RoleReason.ProcessDied("backup"), "backup: its process died"),
                Map.entry(new RoleReason.Silent("backup", silent), "backup: silent for 600 ms"),
                Map.entry(new RoleReason.Fenced("backup", silent), "backup: silent for 600 ms, and fenced"),
                Map.entry(new RoleReason.NotFenced("backup", silent, "no answer"),
                        "backup: silent for 600 ms, and could not be fenced: no answer"),
                Map.entry(new RoleReason.LeavesRole("backup", Optional.empty()), "backup: leaves the role to us"),
                Map.entry(new RoleReason.LeavesRole("backup",
                        Optional.of(new RoleReason.SwitchOver("anna", "kernel update"))),
                        "backup: leaves the role to us, switch-over by anna: kernel update"),
                Map.entry(new RoleReason.AllOf(List.of(new RoleReason.SaidGoodbye("backup"),
                        new RoleReason.ProcessDied("third"))), "backup: said goodbye, third: its process died"),
                Map.entry(new RoleReason.Stopping(), "stopping"),
                Map.entry(new RoleReason.ManagerStops(), "lvs-manager stops"),
                Map.entry(new RoleReason.StoodStill(Duration.ofSeconds(3)),
                        "this process stood still for 3000 ms, longer than a lease"),
                Map.entry(new RoleReason.ActiveSince("backup"), "backup: is active too, and took the role later"),
                Map.entry(new RoleReason.ActiveAndFitter("backup"), "backup: is active too, and fitter"),
                Map.entry(new RoleReason.Deaf("backup"), "backup: does not hear us and takes the role"),
                Map.entry(new RoleReason.HandsOver(List.of(ANNA, new Reason.Said("no link on eth0")), "backup"),
                        "in maintenance since 2026-11-30T16:00:00Z by anna: new disk; no link on eth0; backup is fit"),
                Map.entry(new RoleReason.CutOff("no link on eth0", "backup", Optional.empty()),
                        "no link on eth0; backup is silent"),
                Map.entry(new RoleReason.Failback(Optional.of("primary")),
                        "primary: is back and gets the role (failback = yes)"),
                Map.entry(new RoleReason.Failback(Optional.empty()), "failback = yes"),
                Map.entry(new RoleReason.SwitchOver("", ""), "switch-over by an operator"),
                Map.entry(new RoleReason.Maintenance("", "", Optional.empty()), "in maintenance by an operator"),
                Map.entry(new RoleReason.Unfit(""), "unfit"),
                Map.entry(new RoleReason.Unfit("no link on eth0"), "unfit: no link on eth0"));
    }

    private static List<Map.Entry<Reason, String>> ofFiles() {
        var ours = new Edition(42, 0x3fa91c22);
        var theirs = new Edition(42, 7);
        var first = new FileReason.Fault(3, "x", "");
        var lapsed = new FileReason.NotConfirmed(43, 60);
        return List.of(Map.entry(new FileReason.Reloaded(""), "reloaded"),
                Map.entry(new FileReason.Reloaded("backup"), "reloaded, pushed by backup"),
                Map.entry(new FileReason.Applied(43, "applied a.cf", 42, 60),
                        "revision 43 in force, applied a.cf; goes "
                                + "back to revision 42 in 60 s unless confirmed"),
                Map.entry(new FileReason.Applied(43, "back to revision 7", 42, 0),
                        "revision 43 in force, back to revision 7"),
                Map.entry(new FileReason.CameBack(42, lapsed, "; x"),
                        "revision 42 in force again, revision 43 was not confirmed within 60 s; x"),
                Map.entry(new FileReason.Differs(List.of()), "nothing changed"),
                Map.entry(new FileReason.Differs(List.of(new ConfigChange.Added("virtual web: server s5"),
                        new ConfigChange.Removed("virtual mail"), new ConfigChange.Reordered("virtual"),
                        new ConfigChange.Changed("virtual web: scheduler", Optional.of("wlc"), Optional.empty()),
                        new ConfigChange.Recoded("UTF-8", "ISO 8859-1"), new ConfigChange.Other("y"),
                        new ConfigChange.More(3))),
                        "virtual web: server s5 added; virtual mail removed; virtual blocks in another order; virtual "
                                + "web: scheduler wlc -> unset; the file is ISO 8859-1 now and was UTF-8, so servers "
                                + "and programs get other bytes for letters that are not ASCII; y; and 3 more"),
                Map.entry(new FileReason.Faulty("a.cf", List.of(first)), "lvs: error parsing a.cf at line 3: x"),
                Map.entry(new FileReason.Faulty("a.cf", List.of(first, new FileReason.Fault(9, "y", ""))),
                        "lvs: error parsing a.cf at line 3: x (and 1 more)"),
                Map.entry(new FileReason.Unreadable("a.cf", "no such file"), "lvs: failed to open a.cf: no such file"),
                Map.entry(new FileReason.TrialPending(43, "anna", EVENING, 42), "revision 43, applied by anna, waits "
                        + "for its confirmation until 2026-11-30T16:00:00Z; lvsctl confirm keeps it, lvsctl rollback 42 "
                        + "takes it back now"),
                Map.entry(new FileReason.NotConfirmed(43, 60), "revision 43 was not confirmed within 60 s"),
                Map.entry(
                        new FileReason.Overtaken(41,
                                Optional.of(new Revision(43, EVENING, "jim", "applied", 7, "3fa91c2255", 120))),
                        "revision 41 is no longer in force: revision 43, serial 7 (3fa91c22) of "
                                + "jim is; see lvsctl diff 41 running, put both together and apply that"),
                Map.entry(new FileReason.EditedHere("a.cf"),
                        "a.cf was edited and is not in force; lvsctl diff running file shows how. lvsctl reload takes it into "
                                + "use, --force writes over it and keeps it as a.cf.previous"),
                Map.entry(new FileReason.EditedThere(), "its lvs.cf was edited there and is not in force yet; lvsctl "
                        + "reload there and push from there, or lvsctl push --force here"),
                Map.entry(new FileReason.Older(ours, theirs), "runs a newer lvs.cf: serial 42 (3fa91c22), pushed was "
                        + "serial 42 (00000007); lvsctl push there, or lvsctl push --force here"),
                Map.entry(new FileReason.SameSerial(ours, theirs), "runs another lvs.cf with the same serial number: "
                        + "serial 42 (3fa91c22), pushed was serial 42 (00000007); write serial_no = 43 and lvsctl "
                        + "reload here, or lvsctl push --force"));
    }

    private static List<Map.Entry<Reason, String>> ofServers() {
        return List.of(Map.entry(new Reason.Said("REFUSED"), "REFUSED"),
                Map.entry(new Reason.Failed("REFUSED", "Connection refused", 2), "connection refused, after 2 checks"),
                Map.entry(new Reason.Passes("connected"), "check up: connected"),
                Map.entry(new Reason.NoResultYet(), "no result yet"),
                Map.entry(new Reason.NotCheckedYet(), "not checked yet"),
                Map.entry(new Reason.NotJudged("no route"), "not judged: no route"),
                Map.entry(new Reason.ServesFromTheStart(new Reason.NotCheckedYet()), "in the table, not checked yet"),
                Map.entry(new Reason.Found(new Reason.NoResultYet()), "no result yet, as found in the table"),
                Map.entry(new Reason.WeightFound(), "as found in the table"),
                Map.entry(new Reason.SlowStart(), "slow start"), Map.entry(new Reason.Load(4), "load 4.0"),
                Map.entry(new Reason.LoadAgainstAll(1.234, 2), "load 1.23, all 2.00"),
                Map.entry(new Reason.LoadUnknown(), "load not known any more"),
                Map.entry(new Reason.Asks(new Share(50, false)), "the server asks for 50 %"),
                Map.entry(new Reason.Ordered(ServerState.QUIESCED, "anna", "kernel update",
                        Optional.of(EVENING)), "quiesced by anna: kernel update, until 2026-11-30T16:00:00Z"),
                Map.entry(new Reason.OrderEnded("taro"), "order taken back by taro"),
                Map.entry(new Reason.Flaps(3, Duration.ofMinutes(5), Duration.ofMinutes(1)),
                        "flaps: failed more than 3 times in 300 s, stays out until its checks have passed for 60 s"),
                Map.entry(new Reason.LetInThoughItFlaps(), "flaps, let in because too few others were left"),
                Map.entry(new Reason.KeptByFloor("50 %"), "kept because min_up = 50 %"),
                Map.entry(new Reason.QuorumMissing(1, 4, "2", 1),
                        "1 of 4 real servers could serve, quorum = 2, 1 out as planned"),
                Map.entry(new Reason.Both(new Reason.Said("REFUSED"), new Reason.KeptByFloor("1")),
                        "REFUSED; kept because min_up = 1"));
    }

    @Test
    void noneIsMissing() {
        assertThat(reasons().stream().map(e -> e.getKey().getClass().getSimpleName()).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(
                        SealedAdapter.records(Reason.class).filter(kind -> !Alarm.class.isAssignableFrom(kind))
                                .map(Class::getSimpleName).toList());
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void itIsSaid(Map.Entry<Reason, String> reason) {
        assertThat(English.of(reason.getKey())).isEqualTo(reason.getValue());
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void itTravels(Map.Entry<Reason, String> reason) {
        var why = new WeightReason(12, List.of(new Step(reason.getKey(), Outcome.WEIGHT, 3)));
        String json = Json.write(why);
        String name = reason.getKey().getClass().getSimpleName();
        assertThat(json)
                .contains("{\"kind\":\"" + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + "\"");
        assertThat(Json.read(json, WeightReason.class)).isEqualTo(why);
    }

    /** Of a later build: what can be understood is. */
    @Test
    void oneThatIsNotKnownSaysNothing() {
        var why = Json.read("{\"configured\":1,\"steps\":[{\"reason\":{\"kind\":\"moon\",\"phase\":3},"
                + "\"outcome\":\"WEIGHT\",\"weight\":7}]}", WeightReason.class);
        assertThat(English.of(why)).isEqualTo("configured 1, : 7");
    }

    /** The wish behind a role is found wherever it stands. */
    @Test
    void aRoleMovesOnSomebodysWish() {
        assertThat(ANNA.actor()).isEqualTo("anna");
        assertThat(new RoleReason.AllOf(List.of(new Reason.Said("x"),
                new RoleReason.LeavesRole("backup", Optional.of(ANNA)))).actor()).isEqualTo("anna");
        assertThat(new RoleReason.HandsOver(List.of(new Reason.Said("x"), ANNA), "backup").actor()).isEqualTo("anna");
        assertThat(new RoleReason.SaidGoodbye("backup").actor()).isEmpty();
    }

    /** Of a build that said only words, and of a later one that has another reason. */
    @Test
    void whatIsNotUnderstoodIsSaidInTheWordsThatCameWithIt() throws Exception {
        for (String more : List.of("", ",\"reason\":null", ",\"reason\":{\"kind\":\"moon\"}")) {
            assertThat(Json.readMessage("{\"type\":\"RoleConfirmed\",\"role\":\"ACTIVE\",\"cause\":\"full moon\"" + more
                    + "}")).isInstanceOfSatisfying(PulseReport.RoleConfirmed.class,
                            said -> assertThat(English.of(said.why())).isEqualTo("full moon"));
            assertThat(
                    Json.readMessage("{\"type\":\"TroubleReported\",\"subject\":\"sky\",\"text\":\"full moon\"" + more
                            + "}"))
                    .isInstanceOfSatisfying(Message.TroubleReported.class,
                            said -> assertThat(English.of(said.why())).isEqualTo("full moon"));
            assertThat(Json.readMessage("{\"type\":\"Fitness\",\"inForce\":\"ACTIVE\",\"trouble\":\"full moon\","
                    + "\"linksDown\":[],\"file\":{\"serial\":1,\"digest\":2}" + more
                    + "}")).isInstanceOfSatisfying(HubReport.Fitness.class,
                            said -> assertThat(English.of(said.why())).isEqualTo("full moon"));
        }
    }

    @Test
    void aFailureIsTakenApart() {
        assertThat(Verdict.failure("REFUSED: Connection refused, 2 of 2"))
                .isEqualTo(new Reason.Failed("REFUSED", "Connection refused", 2));
        assertThat(Verdict.failure("CONTENT, 1 of 1")).isEqualTo(new Reason.Failed("CONTENT", "", 1));
        assertThat(Verdict.failure("CONTENT: 3 of 4 parts, 1 of 1"))
                .isEqualTo(new Reason.Failed("CONTENT", "3 of 4 parts", 1));
        assertThat(Verdict.failure("1 of 2 checks pass, all must"))
                .isEqualTo(new Reason.Said("1 of 2 checks pass, all must"));
    }

    @Test
    void aFailureIsSaidInTheFieldsWords() {
        assertThat(English.of(new Reason.Failed("TIMEOUT", "no answer within 3 s", 1)))
                .isEqualTo("no answer within 3 s, after 1 check");
        assertThat(English.of(new Reason.Failed("CONTENT", "", 3)))
                .isEqualTo("not the expected answer, after 3 checks");
    }

    @Test
    void aWeightIsExplainedFromTheConfiguredOneOn() {
        assertThat(English.of(new WeightReason(12, List.of(new Step(new Reason.Load(4), Outcome.WEIGHT, 3),
                new Step(new Reason.Passes("connected"), Outcome.NOTHING, 0)))))
                .isEqualTo("configured 12, load 4.0: 3, check up: connected");
        assertThat(English.of(new WeightReason(1, List.of(new Step(new Reason.Said("REFUSED"),
                Outcome.KEEPS_CONNECTIONS, 0))))).isEqualTo("configured 1, REFUSED: 0, keeps its connections");
    }
}
