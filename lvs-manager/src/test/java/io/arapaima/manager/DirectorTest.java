package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Protocol;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.table.Reconciler;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Verdicts, the table, the addresses and what is told of them. */
class DirectorTest extends DirectorFixture {
    @Test
    void serversEnterWithTheirFirstPassAndAForeignServiceStays() throws Exception {
        verdict("web/s1@10.0.0.11:80", Verdict.State.UP);
        await(() -> weights().equals("web/s1=1 web/s2=-"));
        verdict("web/s2@10.0.0.12:80", Verdict.State.UP);
        await(() -> weights().equals("web/s1=1 web/s2=1"));
        assertThat(plane.table().entry(FOREIGN)).isPresent();
        assertThat(mailed()).isEmpty();
    }

    @Test
    void aServiceThatNeverGetsAServerIsAnOutageAfterItsChecksTimeAndNotWhileNannyIsAway() throws Exception {
        Consumer<Message.CheckPlan> link = plans::add;
        director.post(new Input.NannyCame(link, CheckCatalogue.UNKNOWN));
        verdict("web/s1@10.0.0.11:80", Verdict.State.UNKNOWN);
        verdict("web/s2@10.0.0.12:80", Verdict.State.UNKNOWN);
        status();
        director.post(new Input.NannyLeft(link));
        status();
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        status();
        assertThat(status().services().getFirst().serving()).isEqualTo("nobody yet");
        director.post(new Input.NannyCame(link, CheckCatalogue.UNKNOWN));
        verdict("web/s1@10.0.0.11:80", Verdict.State.UNKNOWN);
        verdict("web/s2@10.0.0.12:80", Verdict.State.UNKNOWN);
        status();
        nanos.addAndGet(Duration.ofSeconds(19).toNanos());
        status();
        assertThat(mailed()).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        await(() -> mailed().size() == 1);
        assertThat(mailed().getFirst().line()).isEqualTo("service web: nobody yet -> nobody (0 of 2 real servers in "
                + "service; no result yet); clients get no answer");
        verdict("web/s1@10.0.0.11:80", Verdict.State.UP);
        await(() -> mailed().size() == 2);
        assertThat(mailed().getLast().kind()).isEqualTo(Event.Kind.SERVICE_UP);
    }

    @Test
    void whatCannotBeJudgedAnyMoreHasAFaceOfItsOwnAndKeepsItsPlace() throws Exception {
        director.post(new Input.NannyCame(plans::add, CheckCatalogue.UNKNOWN));
        bothUp();
        Instant since = Instant.parse("2026-11-30T14:11:05Z");
        director.post(new Input.Verdicts(List.of(new Verdict("web/s1@10.0.0.11:80", Verdict.State.UP, "passed",
                Instant.EPOCH, Share.WHOLE,
                Optional.of(new Verdict.Inconclusive("the plugin threw java.lang.Error", since))))));
        DirectorSnapshot.RealServerStatus s1 = status().services().getFirst().servers().getFirst();
        assertThat(s1.state()).isEqualTo("up");
        assertThat(s1.notJudged()).contains(
                new Verdict.Inconclusive("check send-expect: the plugin threw java.lang.Error", since));
        assertThat(weights()).isEqualTo("web/s1=1 web/s2=1");
        verdict("web/s1@10.0.0.11:80", Verdict.State.UP);
        assertThat(status().services().getFirst().servers().getFirst().notJudged()).isEmpty();
        assertThat(mailed()).isEmpty();
    }

    @Test
    void aServiceThatTheDataPlaneDoesNotTakeIsMarked() throws Exception {
        bothUp();
        plane.refuse(Optional.of(new ServiceKey.Endpoint(Protocol.TCP, InetAddress.ofLiteral("10.0.0.9"), 81)));
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS.replace("scheduler", "port = 81\n  scheduler"));
        assertThat(reload().ok()).isTrue();
        await(() -> status().services().getFirst().trouble().equals("impossible here"));
        plane.refuse(Optional.empty());
        await(() -> status().services().getFirst().trouble().isEmpty());
    }

    @Test
    void aSorryServerThatNobodyChecksIsNotCalledUp() throws Exception {
        Files.writeString(folder.resolve("lvs.cf"),
                TWO_SERVERS.replace("scheduler", "sorry_server = 10.0.0.99\n  sorry_check = none\n  scheduler"));
        assertThat(reload().ok()).isTrue();
        verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
        verdict("web/s2@10.0.0.12:80", Verdict.State.DOWN);
        await(() -> status().services().getFirst().servers().size() == 3);
        assertThat(status().services().getFirst().servers().getLast().state()).isEqualTo("not checked");
    }

    @Test
    void aFailureIsToldOnceWithItsReason() throws Exception {
        bothUp();
        verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
        await(() -> weights().equals("web/s1=- web/s2=1"));
        await(() -> mailed().size() == 1);
        assertThat(mailed().getFirst().line()).contains("web/s1: up -> down").contains("REFUSED")
                .contains("1 of 2 servers in service");
    }

    @Test
    void aRestartAdoptsTheTableAndTellsNothingTwice() throws Exception {
        bothUp();
        verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
        await(() -> mailed().size() == 1);
        // A kill: nothing is said to the old director any more, its table and its files stay as they are.
        Table table = plane.table();
        Director killed = director;
        director = restarted();
        await(() -> weights().equals("web/s1=- web/s2=1"));
        assertThat(plane.table()).isEqualTo(table);
        verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
        verdict("web/s2@10.0.0.12:80", Verdict.State.UP);
        status();
        assertThat(plane.table()).isEqualTo(table);
        assertThat(mailed()).hasSize(1);
        assertThat(killed).isNotSameAs(director);
    }

    @Test
    void aTableThatWasLostIsNotFilledBeforeChecksHaveSpoken() throws Exception {
        bothUp();
        plane.apply(List.of(new Change.RemoveService(web())));
        director = restarted();
        await(() -> weights().equals("web/s1=- web/s2=-"));
        verdict("web/s2@10.0.0.12:80", Verdict.State.UP);
        await(() -> weights().equals("web/s1=- web/s2=1"));
    }

    @Test
    void driftIsRepairedAndTold() throws Exception {
        bothUp();
        plane.apply(
                List.of(new Change.RemoveDestination(web(), new DestinationKey(InetAddress.ofLiteral("10.0.0.11"), 80)),
                        new Change.EditDestination(web(), new Destination(
                                new DestinationKey(InetAddress.ofLiteral("10.0.0.12"), 80), Forwarding.MASQUERADE,
                                77))));
        nanos.addAndGet(Reconciler.REREAD.toNanos());
        await(() -> mailed().stream().anyMatch(e -> e.kind() == Event.Kind.DRIFT));
        assertThat(mailed().getLast().why()).contains("10.0.0.11:80 removed").contains("10.0.0.12:80 now weight 77")
                .contains("keepalived (pid 7) runs here");
        assertThat(plane.table().entry(web()).orElseThrow().destinations()).extracting(Destination::weight)
                .containsExactlyInAnyOrder(1, 1);
    }

    @Test
    void whatOthersDoToTheirOwnServicesIsNoDrift() throws Exception {
        bothUp();
        plane.apply(List.of(new Change.EditService(new Service(FOREIGN, "wlc", Optional.empty()))));
        int before = plane.reads();
        nanos.addAndGet(Reconciler.REREAD.toNanos());
        await(() -> plane.reads() > before);
        verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
        await(() -> weights().equals("web/s1=- web/s2=1"));
        assertThat(mailed()).noneMatch(e -> e.kind() == Event.Kind.DRIFT);
    }

    @Test
    void withManageAllAForeignServiceLeaves() throws Exception {
        bothUp();
        assertThat(plane.table().entry(FOREIGN)).isPresent();
        Files.writeString(folder.resolve("lvs.cf"), "manage = all\n" + TWO_SERVERS);
        reload();
        assertThat(plane.table().entry(FOREIGN)).isEmpty();
        assertThat(plane.table().entry(web())).isPresent();
    }

    @Test
    void theTableIsReadNowAndShowsForeignServicesToo() throws Exception {
        bothUp();
        plane.apply(List.of(new Change.EditService(new Service(FOREIGN, "wlc", Optional.empty()))));
        assertThat(table(false)).isEqualTo(new Message.TableText(List.of("memory",
                "Prot LocalAddress:Port Scheduler Flags",
                "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn", "TCP  10.0.0.9:80 wlc",
                "  -> 10.0.0.11:80                 Masq    1      0          0         ",
                "  -> 10.0.0.12:80                 Masq    1      0          0         ", "TCP  10.9.9.9:9 wlc"),
                Optional.empty()));
        assertThat(table(true).lines()).containsExactly("-A -t 10.0.0.9:80 -s wlc",
                "-a -t 10.0.0.9:80 -r 10.0.0.11:80 -m -w 1", "-a -t 10.0.0.9:80 -r 10.0.0.12:80 -m -w 1",
                "-A -t 10.9.9.9:9 -s wlc");
        plane.breakDown(true);
        assertThat(table(true)).isEqualTo(new Message.TableText(List.of(),
                Optional.of("the test has broken the data plane; mend it")));
        plane.breakDown(false);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        await(() -> table(true).trouble().isEmpty());
    }

    private Message.TableText table(boolean save) {
        var answer = new CompletableFuture<Message.TableText>();
        director.post(new Input.ShowTable(save, answer));
        return answer.join();
    }

    @Test
    void aBrokenDataPlaneIsTroubleAndIsFilledWhenItIsBack() throws Exception {
        bothUp();
        plane.breakDown(true);
        verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
        await(() -> !status().troubles().isEmpty());
        assertThat(status().troubles().getFirst()).contains("the test has broken the data plane");
        plane.breakDown(false);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        await(() -> status().troubles().isEmpty());
        assertThat(plane.table().entry(web()).orElseThrow().destinations()).hasSize(1);
    }

    @Test
    void addressesComeAfterServicesAndGoBeforeThem() throws Exception {
        var inTable = Collections.synchronizedList(new ArrayList<String>());
        end();
        director = restarted(Duty.begin(Optional.of(Role.ACTIVE), Instant.now()), true);
        await(() -> status().addresses().getFirst().state().equals("held"));
        addresses.witness(change -> {
            try {
                inTable.add(change + (plane.table().entry(web()).isPresent() ? ", served" : ", not served"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Files.writeString(folder.resolve("lvs.cf"),
                TWO_SERVERS.replace("active = 1\n  address = 10.0.0.9", "active = 0\n"
                        + "  address = 10.0.0.9"));
        reload();
        await(() -> status().addresses().isEmpty());
        assertThat(plane.table().entry(web())).isEmpty();
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS);
        reload();
        await(() -> status().addresses().getFirst().state().equals("held"));
        end();
        assertThat(inTable).containsExactly("drop 10.0.0.9/32 on eth0:1, served",
                "hold 10.0.0.9/32 on eth0:1, served", "drop 10.0.0.9/32 on eth0:1, served");
        assertThat(plane.table().entry(web())).isEmpty();
        director = restarted();
    }
}
