package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Japanese;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.config.CheckOption;
import io.arapaima.config.OptionType;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.Verdict;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a reload, an operator and the plugins on offer change while the director runs. */
class DirectorCommandsTest extends DirectorFixture {
    @Test
    void aReloadAppliesEveryDifferenceInPlaceAndABadFileNone() throws Exception {
        bothUp();
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS.replace("wlc", "rr").replace("10.0.0.12", "10.0.0.13"));
        Message.Answer answer = reload();
        assertThat(answer.ok()).as("%s", answer.lines()).isTrue();
        await(() -> weights().equals("web/s1=1 web/s2=-"));
        assertThat(plane.table().entry(web()).orElseThrow().service().scheduler()).isEqualTo("rr");

        Table table = plane.table();
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS.replace("wlc", "best"));
        Message.Answer refused = reload();
        assertThat(refused.ok()).isFalse();
        assertThat(refused.lines().getFirst()).contains("at line 6: invalid argument");
        assertThat(plane.table()).isEqualTo(table);
        assertThat(refused.reason()).containsInstanceOf(FileReason.Faulty.class);
        assertThat(Japanese.of(refused.reason().orElseThrow())).startsWith("6行目: 値が不正です: ");
        assertThat(mailed()).last().extracting(Event::kind, Event::facts)
                .containsExactly(Event.Kind.RELOAD_REJECTED, Event.Facts.of(refused.reason().orElseThrow()));
    }

    @Test
    void aNameServerThatIsSilentHoldsUpTheReloadAndNothingElse() throws Exception {
        bothUp();
        var asked = new CountDownLatch(1);
        var silent = new CountDownLatch(1);
        resolver = host -> {
            asked.countDown();
            try {
                silent.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return List.of(InetAddress.ofLiteral("10.0.0.13"));
        };
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS.replace("10.0.0.12", "s2.example"));
        var answer = new CompletableFuture<Message.Answer>();
        try {
            director.post(new Input.Reload(answer));
            asked.await();
            verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
            await(() -> inTable() == 1);
            assertThat(answer).isNotDone();
        } finally {
            silent.countDown();
        }
        assertThat(answer.join().lines()).anyMatch(line -> line.contains("10.0.0.13"));
    }

    @Test
    void aNewPlanReachesNannyOnConnectAndOnReload() throws Exception {
        director.post(new Input.NannyCame(plans::add, CheckCatalogue.UNKNOWN));
        status();
        assertThat(plans).hasSize(1);
        assertThat(plans.getFirst().checks()).extracting(c -> c.id()).containsExactly("web/s1@10.0.0.11:80",
                "web/s2@10.0.0.12:80");
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS.replace("10.0.0.12", "10.0.0.13"));
        reload();
        assertThat(plans).hasSize(2);
    }

    @Test
    void operatorsOverruleChecksUntilAutoAndAcrossARestart() throws Exception {
        bothUp();
        assertThat(operate("web/s1", Message.Operate.Action.QUIESCE).ok()).isTrue();
        assertThat(weights()).isEqualTo("web/s1=0 web/s2=1");
        director = restarted();
        await(() -> weights().equals("web/s1=0 web/s2=1"));
        operate("web/s1", Message.Operate.Action.FORCE_DOWN);
        assertThat(weights()).isEqualTo("web/s1=- web/s2=1");
        verdict("web/s1@10.0.0.11:80", Verdict.State.UP);
        operate("web/s1", Message.Operate.Action.AUTO);
        assertThat(weights()).isEqualTo("web/s1=1 web/s2=1");
        assertThat(operate("web/s9", Message.Operate.Action.AUTO).lines().getFirst())
                .contains("no real server, service or address web/s9").contains("did you mean web/s1 or web/s2");
    }

    @Test
    void aCommandThatTakesTheLastServerSaysSoAndWantsAConfirmation() throws Exception {
        bothUp();
        assertThat(operate("web/s1", Message.Operate.Action.QUIESCE).ok()).isTrue();
        for (var action : List.of(Message.Operate.Action.QUIESCE, Message.Operate.Action.FORCE_DOWN)) {
            Message.Answer refused = operate("web/s2", action);
            assertThat(refused.ok()).isFalse();
            assertThat(refused.lines()).containsExactly(
                    action == Message.Operate.Action.QUIESCE
                            ? "web would be left with 0 of 2 real servers, 2 out as planned: clients get no answer"
                            : "web would be left with 0 of 2 real servers, 1 out as planned: clients get no answer",
                    "nothing was changed; repeat the command with --yes");
            assertThat(weights()).isEqualTo("web/s1=0 web/s2=1");
        }
        Message.Answer done = operate("web/s2", Message.Operate.Action.FORCE_DOWN, true);
        assertThat(done.ok()).isTrue();
        assertThat(done.lines().getFirst()).contains("clients get no answer");
        assertThat(weights()).isEqualTo("web/s1=0 web/s2=-");
        assertThat(operate("web/s2", Message.Operate.Action.AUTO).ok()).isTrue();
    }

    /** A machine that serves in five services is one command, and a service of five machines too; done whole or not at all. */
    @Test
    void aServiceOrAnAddressStandsForAllItsServers() throws Exception {
        bothUp();
        Message.Answer refused = operate("web", Message.Operate.Action.QUIESCE);
        assertThat(refused.lines()).containsExactly(
                "web would be left with 0 of 2 real servers, 2 out as planned: clients get no answer",
                "nothing was changed; repeat the command with --yes");
        assertThat(weights()).isEqualTo("web/s1=1 web/s2=1");
        Message.Answer done = operate("web", Message.Operate.Action.QUIESCE, true);
        assertThat(done.lines()).anyMatch(l -> l.startsWith("web/s1: quiesced"))
                .anyMatch(l -> l.startsWith("web/s2: quiesced"));
        assertThat(weights()).isEqualTo("web/s1=0 web/s2=0");
        assertThat(operate("10.0.0.11", Message.Operate.Action.AUTO).ok()).isTrue();
        assertThat(weights()).isEqualTo("web/s1=1 web/s2=0");
        assertThat(operate("10.0.0.12:80", Message.Operate.Action.AUTO).ok()).isTrue();
        assertThat(weights()).isEqualTo("web/s1=1 web/s2=1");
    }

    @Test
    void takingAForcedServerBackToItsFailingChecksIsAskedToo() throws Exception {
        operate("web/s1", Message.Operate.Action.FORCE_UP);
        verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
        verdict("web/s2@10.0.0.12:80", Verdict.State.DOWN);
        await(() -> weights().equals("web/s1=1 web/s2=-"));
        assertThat(operate("web/s1", Message.Operate.Action.AUTO).ok()).isFalse();
        assertThat(operate("web/s1", Message.Operate.Action.AUTO, true).ok()).isTrue();
    }

    @Test
    void theEndOfAnOrderIsToldAsTheOperatorsAndNotAsTheServers() throws Exception {
        bothUp();
        operate("web/s1", Message.Operate.Action.FORCE_DOWN);
        operate("web/s1", Message.Operate.Action.AUTO);
        await(() -> mailed().stream().anyMatch(e -> e.was().equals("forced down")));
        assertThat(mailed()).filteredOn(e -> e.was().equals("forced down")).singleElement().satisfies(e -> {
            assertThat(e.kind()).isEqualTo(Event.Kind.OPERATOR);
            assertThat(e.actor()).isEqualTo("root");
            assertThat(e.why()).startsWith("order taken back by root; ");
            assertThat(e.facts().server()).isEqualTo("10.0.0.11:80");
            assertThat(e.facts().service()).isEqualTo("10.0.0.9:80");
            assertThat(e.facts().able()).isEqualTo(2);
            assertThat(e.facts().of()).isEqualTo(2);
            assertThat(e.facts().causes()).startsWith(new Reason.OrderEnded("root"));
        });
    }

    @Test
    void aSorryServerIsCheckedAndNotShownUpBeforeAndItsDeathIsATrouble() throws Exception {
        Files.writeString(folder.resolve("lvs.cf"),
                TWO_SERVERS.replace("scheduler = wlc", "scheduler = wlc\n  sorry_server = 10.0.0.99"));
        reload();
        String check = "web sorry server@10.0.0.99:80";
        verdict("web/s1@10.0.0.11:80", Verdict.State.DOWN);
        verdict("web/s2@10.0.0.12:80", Verdict.State.DOWN);
        await(() -> status().services().getFirst().serving().equals("sorry server"));
        assertThat(status().services().getFirst().servers().getLast().state()).isEqualTo("unknown");
        verdict(check, Verdict.State.UP);
        await(() -> status().services().getFirst().servers().getLast().state().equals("up"));
        assertThat(status().troubles()).isEmpty();
        verdict(check, Verdict.State.DOWN);
        await(() -> status().services().getFirst().serving().equals("sorry server, down"));
        assertThat(status().services().getFirst().servers().getLast().state()).isEqualTo("down");
        assertThat(status().troubles()).singleElement().asString()
                .startsWith("sorry server of web: 10.0.0.99:80 is down: REFUSED: Connection refused, 1 of 1");
        assertThat(mailed()).filteredOn(e -> e.kind() == Event.Kind.SERVICE_DOWN).last()
                .extracting(Event::effect).isEqualTo("the sorry server fails its check, clients get no answer");
        verdict(check, Verdict.State.UP);
        await(() -> status().troubles().isEmpty());
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS);
        reload();
    }

    @Test
    void anOptionThatANewVersionOfAPluginDoesNotKnowIsATroubleWithItsLineUntilItIsFixed() throws Exception {
        String conf = TWO_SERVERS.replace("scheduler = wlc",
                "scheduler = wlc\n  check = knock-knock\n  knock_knock_max_lag = 1.5");
        Files.writeString(folder.resolve("lvs.cf"), conf);
        CheckCatalogue old = knockKnock("1.0.0", "max-lag");
        director.post(new Input.NannyCame(plans::add, old));
        assertThat(reload().ok()).isTrue();
        assertThat(status().troubles()).isEmpty();
        director.post(new Input.Offered(knockKnock("1.0.1", "greatest-lag")));
        assertThat(status().troubles()).singleElement().isEqualTo("lvs.cf and plugins: " + folder.resolve("lvs.cf")
                + " line 8 sets max-lag, which version 1.0.1 of check knock-knock does not know; correct the file and "
                + "write lvsctl reload, or put the former plugin back");
        director.post(new Input.Offered(old));
        assertThat(status().troubles()).isEmpty();
        director.post(new Input.Offered(knockKnock("1.0.1", "greatest-lag")));
        assertThat(status().troubles()).hasSize(1);
        assertThat(reload().ok()).isFalse();
        assertThat(status().troubles()).hasSize(1);
        Files.writeString(folder.resolve("lvs.cf"), conf.replace("max_lag", "greatest_lag"));
        assertThat(reload().ok()).isTrue();
        assertThat(status().troubles()).isEmpty();
    }

    private static CheckCatalogue knockKnock(String version, String option) {
        return new CheckCatalogue(List.of(new CheckDeclaration("knock-knock", "Knocks.", false,
                List.of(new CheckOption(option, OptionType.TEXT, "", Optional.empty(), OptionalLong.empty(),
                        OptionalLong.empty(), List.of(), "Lag.")),
                List.of(), version)));
    }

    @Test
    void timeoutsAndTheCopyingOfConnectionsFollowTheFileAndOursIsStopped() throws Exception {
        await(() -> plane.tuning().startsWith("Timeouts[tcp=PT0S, tcpFin=PT0S, udp=PT0S] Optional.empty"));
        Files.writeString(folder.resolve("lvs.cf"), "tcp_timeout = 600\nsyncdaemon = 1\nsyncd_iface = eth1\n"
                + "syncd_id = 7\n" + TWO_SERVERS);
        assertThat(reload().ok()).isTrue();
        assertThat(plane.tuning()).isEqualTo("Timeouts[tcp=PT10M, tcpFin=PT0S, udp=PT0S] "
                + "Optional[SyncDaemon[role=MASTER, device=eth1, id=7]]");
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS);
        assertThat(reload().ok()).isTrue();
        assertThat(plane.tuning()).endsWith("Optional.empty");
    }

    @Test
    void whatIsWantedForATimeEndsByItselfAndSaysWhoWantedItAndWhy() throws Exception {
        bothUp();
        Message.Answer answer = operate(new Message.Operate("web/s1", Message.Operate.Action.QUIESCE,
                Optional.of(false), Optional.of(3L), Optional.of("new kernel")));
        assertThat(answer.lines()).singleElement().asString()
                .matches(".*quiesced by root: new kernel, until \\d{4}-.*Z.*");
        assertThat(weights()).isEqualTo("web/s1=0 web/s2=1");
        await(() -> weights().equals("web/s1=1 web/s2=1"));
        assertThat(mailed().stream().filter(e -> e.kind() == Event.Kind.OPERATOR).toList())
                .extracting(Event::line)
                .satisfiesExactly(
                        began -> assertThat(began).startsWith("web/s1: up -> quiesced by root (new kernel, until "),
                        ended -> assertThat(ended).startsWith("web/s1: quiesced by root: new kernel, until ")
                                .endsWith(" -> the checks decide again (its time is over)"));
    }

    @Test
    void aTimeOrAReasonThatCannotBeChangesNothing() throws Exception {
        bothUp();
        var year = new Message.Operate("web/s1", Message.Operate.Action.QUIESCE, Optional.of(true),
                Optional.of(Message.Operate.LONGEST_SECONDS + 1), Optional.empty());
        assertThat(operate(year).lines()).containsExactly("the time is 31536001 s; it is 1 s to 365 days");
        var novel = new Message.Operate("web/s1", Message.Operate.Action.QUIESCE, Optional.of(true),
                Optional.empty(), Optional.of("x".repeat(201)));
        assertThat(operate(novel).lines()).containsExactly("the reason has 201 characters; write at most 200");
        assertThat(weights()).isEqualTo("web/s1=1 web/s2=1");
    }
}
