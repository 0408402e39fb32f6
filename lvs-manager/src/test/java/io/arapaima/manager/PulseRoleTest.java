package io.arapaima.manager;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.Edition;
import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A role on its way from pulse to addresses and table, and the answers. */
@Timeout(180)
class PulseRoleTest extends PulseFixture {
    @Test
    void theAnswerComesWhenTheRoleIsInForce() throws Exception {
        assertThat(status().role()).extracting(DirectorSnapshot.RoleStatus::role, DirectorSnapshot.RoleStatus::source)
                .containsExactly("unknown", "pulse");
        assertThat(say(Role.STANDBY, "partner is active")).isEqualTo(fitness(Role.STANDBY));
        assertThat(plane.tuning()).contains("role=BACKUP");
        assertThat(plane.table().entries()).as("a warm standby").hasSize(1);
        assertThat(say(Role.ACTIVE, "partner silent")).isEqualTo(fitness(Role.ACTIVE));
        assertThat(addresses.held()).containsExactly(WEB);
        assertThat(plane.tuning()).contains("role=MASTER");
        assertThat(status().role()).extracting(DirectorSnapshot.RoleStatus::role, DirectorSnapshot.RoleStatus::cause)
                .containsExactly("active", "partner silent");
        assertThat(say(Role.STANDBY, "switch-over")).isEqualTo(fitness(Role.STANDBY));
        assertThat(addresses.held()).isEmpty();
        assertThat(plane.tuning()).contains("role=BACKUP");
        assertThat(plane.table().entries()).hasSize(1);
    }

    @Test
    void aWordThatLaySomewhereForMoreThanHalfALeaseGivesNoRight() throws Exception {
        say(Role.STANDBY, "partner is active");
        pulse.send(new PulseReport.RoleConfirmed(Role.ACTIVE, 10_000, new Reason.Said("old"),
                System.nanoTime() - 5_000_000_001L));
        assertThat(TestHub.fitness(pulse)).isEqualTo(fitness(Role.STANDBY));
        assertThat(addresses.held()).isEmpty();
        assertThat(say(Role.ACTIVE, "partner silent")).isEqualTo(fitness(Role.ACTIVE));
        assertThat(addresses.held()).containsExactly(WEB);
    }

    @Test
    void anOperatorsWishIsToldWithHisNameAndReason() throws Exception {
        var wish = new RoleReason.LeavesRole("backup 10.0.0.2",
                Optional.of(new RoleReason.SwitchOver("anna", "kernel update")));
        say(Role.STANDBY, "partner is active");
        say(Role.ACTIVE, wish);
        Event event = told().stream().filter(e -> e.kind() == Event.Kind.ROLE_TAKEN).findFirst().orElseThrow();
        assertThat(event.actor()).isEqualTo("anna");
        assertThat(event.facts().causes()).containsExactly(wish);
        assertThat(event.why()).isEqualTo("backup 10.0.0.2: leaves the role to us, switch-over by anna: kernel update");
        assertThat(status().role().reason()).contains(wish);
    }

    private static HubReport.Fitness fitness(Role inForce, String... linksDown) {
        return new HubReport.Fitness(inForce, Reason.NONE, List.of(linksDown),
                Edition.of(0, LvsConfFile.of(Path.of("lvs.cf"), FILE.getBytes(UTF_8))));
    }

    /** Without an end of the lease nobody is waited for: so often in a quarter of a second each as fits into a second. */
    @Test
    void theWinnerOfASplitAnnouncesAsOftenAsAfterATakeover() throws Exception {
        pulse.send(new PulseReport.RoleConfirmed(Role.ACTIVE, 0, new Reason.Said("no partner"), System.nanoTime()));
        awaitAnnouncements(5);
        pulse.send(new PulseReport.AnnounceAgain());
        awaitAnnouncements(5);
        pulse.send(new PulseReport.RoleConfirmed(Role.STANDBY, 0, new Reason.Said("switch-over"), System.nanoTime()));
        pulse.send(new PulseReport.AnnounceAgain());
        await(() -> addresses.held().isEmpty());
        status();
        addresses.done();
        Thread.sleep(300);
        assertThat(addresses.done()).as("a standby announces nothing").isEmpty();
    }

    private void awaitAnnouncements(int enough) throws Exception {
        var seen = new ArrayList<String>();
        await(() -> {
            addresses.done().stream().filter(("announce " + WEB)::equals).forEach(seen::add);
            return seen.size() >= enough;
        });
        Thread.sleep(300);
        assertThat(addresses.done()).as("more than " + enough).isEmpty();
    }

    @Test
    void aRestartedHubAdoptsItsRoleWithoutAGapAndWithoutAMail() throws Exception {
        say(Role.ACTIVE, "partner silent");
        Instant since = status().role().since();
        addresses.done();
        kill();
        start(Optional.empty());
        say(Role.ACTIVE, "partner silent");
        assertThat(addresses.done()).doesNotContain("drop " + WEB);
        assertThat(roles()).containsExactly("mail role: standby -> active (partner silent)",
                "role: active (partner silent)");
        assertThat(status().role().since()).isEqualTo(since);
    }

    @Test
    void aCleanStopGivesTheRoleBack() throws Exception {
        say(Role.ACTIVE, "partner silent");
        end();
        assertThat(addresses.held()).isEmpty();
        begin();
        say(Role.ACTIVE, "no partner");
        assertThat(roles()).containsExactly("mail role: standby -> active (partner silent)",
                "role: active -> standby (lvs-manager stops)", "mail role: standby -> active (no partner)");
        assertThat(told().stream().filter(e -> e.kind().mailed())).hasSize(2);
    }

    @Test
    void whatKeepsTheDirectorFromServingIsToldUnasked() throws Exception {
        say(Role.ACTIVE, "partner silent");
        addresses.link("eth0", true, false);
        assertThat(TestHub.fitness(pulse)).isEqualTo(fitness(Role.ACTIVE, "eth0"));
        addresses.link("eth0", true, true);
        assertThat(TestHub.fitness(pulse)).isEqualTo(fitness(Role.ACTIVE));
        plane.breakDown(true);
        director.post(new Input.ShowTable(false, new CompletableFuture<>()));
        assertThat(TestHub.fitness(pulse).trouble())
                .isEqualTo("the data plane is unreachable: the test has broken the data plane; mend it");
        plane.breakDown(false);
        assertThat(TestHub.fitness(pulse).trouble()).isEmpty();
    }

    @Test
    void aDirectorThatIsBusyOrHangsDelaysNeitherRenewalNorGivingUpAndDoesNotAnswer() throws Exception {
        say(Role.ACTIVE, "partner silent");
        var busy = new CountDownLatch(1);
        var reading = new CountDownLatch(1);
        plane.beforeReading(() -> {
            reading.countDown();
            awaitUninterrupted(busy);
        });
        try {
            director.post(new Input.ShowTable(false, new CompletableFuture<>()));
            reading.await();
            addresses.done();
            pulse.send(new PulseReport.RoleConfirmed(Role.ACTIVE, 10_000, new Reason.Said("partner silent"),
                    System.nanoTime()));
            var done = new ArrayList<String>();
            await(() -> {
                done.addAll(addresses.done());
                return done.contains("hold " + WEB + " for 10 s");
            });
            pulse.send(
                    new PulseReport.RoleConfirmed(Role.STANDBY, 10_000, new Reason.Said("switch-over"),
                            System.nanoTime()));
            await(() -> addresses.held().isEmpty());
        } finally {
            busy.countDown();
        }
        // The lease hears a word before the director does, so the answer to the first one may come alone.
        var answers = List.of(TestHub.fitness(pulse), TestHub.fitness(pulse));
        assertThat(answers.getLast().inForce()).isEqualTo(Role.STANDBY);
        assertThat(told()).extracting(Event::line).contains("address " + WEB + ": released (standby)");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void everyWordIsAnsweredAndAConfirmationCostsNoPass() throws Exception {
        say(Role.ACTIVE, "partner silent");
        status();
        int passes = hub.mail().flushes();
        for (int i = 0; i < 100; i++) {
            pulse.send(new PulseReport.RoleConfirmed(Role.ACTIVE, 10_000, new Reason.Said("partner silent"),
                    System.nanoTime()));
        }
        var answers = new ArrayList<HubReport.Fitness>();
        for (int i = 0; i < 100; i++) {
            answers.add(TestHub.fitness(pulse));
        }
        assertThat(answers).containsOnly(fitness(Role.ACTIVE));
        assertThat(hub.mail().flushes()).isLessThan(passes + 20);
    }

    @Test
    void aFixedRoleStaysAndPulseHearsWhy() throws Exception {
        kill();
        start(Optional.of(Role.STANDBY));
        HubReport.Fitness answer = say(Role.ACTIVE, "partner silent");
        assertThat(answer.inForce()).isEqualTo(Role.STANDBY);
        assertThat(answer.trouble())
                .isEqualTo("its role is fixed by --role=standby; start lvs-manager with --role=pulse");
        assertThat(addresses.held()).isEmpty();
        assertThat(status().role()).extracting(DirectorSnapshot.RoleStatus::role, DirectorSnapshot.RoleStatus::source)
                .containsExactly("standby", "command line");
    }
}
