package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.Edition;
import io.arapaima.config.LvsConfFile;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub on its real socket, and the test as pulse at the other end. */
@Timeout(180)
class PulseRoleTest {
    private static final String PAIR = """
            primary = 10.0.0.1
            backup = 10.0.0.2
            backup_active = 1
            """;
    private static final String BLOCKS = """
            network = direct
            announce_count = 1
            announce_refresh = 0
            syncdaemon = 1
            syncd_iface = eth1
            syncd_id = 7
            virtual web {
              active = 1
              address = 10.0.0.9 eth0:1
              server s1 {
                address = 10.0.0.11
                active = 1
              }
            }
            """;
    private static final String FILE = PAIR + BLOCKS;
    private static final VirtualAddress WEB = new VirtualAddress(InetAddress.ofLiteral("10.0.0.9"), 32, "eth0",
            "eth0:1");

    @TempDir
    Path folder = Path.of("");

    private final MemoryDataPlane plane = new MemoryDataPlane();
    private final MemoryAddressPlane addresses = new MemoryAddressPlane();
    @SuppressWarnings("NullAway.Init") // set before each test
    private Director director;
    @SuppressWarnings("NullAway.Init") // set before each test
    private TestHub hub;
    @SuppressWarnings("NullAway.Init") // set before each test
    private IpcConnection pulse;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        start(Optional.empty());
    }

    private void start(Optional<Role> fixed) throws IOException {
        hub = TestHub.start(folder, plane, addresses, fixed);
        director = hub.director();
        pulse = IpcConnection.connect(folder.resolve("hub"));
        pulse.send(new Message.Hello("pulse", "1", 1));
    }

    @AfterEach
    void end() throws IOException {
        pulse.close();
        hub.stop();
    }

    /** Nothing is said to the director any more: its table, its addresses and its files stay as they are. */
    private void kill() throws IOException {
        pulse.close();
        hub.server().close();
    }

    private Message.Fitness say(Role role, String cause) throws IOException {
        return say(role, new Reason.Said(cause));
    }

    private Message.Fitness say(Role role, Reason why) throws IOException {
        pulse.send(new Message.RoleConfirmed(role, 10_000, why, System.nanoTime()));
        return TestHub.fitness(pulse);
    }

    private List<Event> told() {
        var answer = new CompletableFuture<List<Event>>();
        director.post(new Input.Events(1000, answer, _ -> {}));
        return answer.join();
    }

    private List<String> roles() {
        return told().stream().filter(e -> e.subject().equals("role"))
                .map(e -> (e.kind().mailed() ? "mail " : "") + e.line()).toList();
    }

    private DirectorSnapshot status() {
        var answer = new CompletableFuture<Message.Status>();
        director.post(new Input.Status(answer));
        return answer.join().snapshot();
    }

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
        pulse.send(new Message.RoleConfirmed(Role.ACTIVE, 10_000, new Reason.Said("old"),
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

    @Test
    void oneMailForOneChangeAndItComesFromTheNewOwner() throws Exception {
        say(Role.STANDBY, "partner is active");
        say(Role.ACTIVE, "partner silent for 600 ms");
        say(Role.ACTIVE, "partner silent for 600 ms");
        say(Role.STANDBY, "switch-over");
        assertThat(roles()).containsExactly("role: standby (partner is active)",
                "mail role: standby -> active (partner silent for 600 ms)", "role: active -> standby (switch-over)");
        assertThat(told().stream().filter(e -> e.kind().mailed())).hasSize(1);
    }

    private void verdict(Verdict.State state) {
        director.post(new Input.Verdicts(List.of(new Verdict("web/s1@10.0.0.11:80", state, "the test says so",
                Instant.now()))));
        status();
        status(); // the first is answered before the pass that its batch causes
    }

    private List<String> outbox() {
        return hub.mail().outbox().stream().map(Event::line).toList();
    }

    @Test
    void whatBothSeeIsMailedByTheActiveDirectorAlone() throws Exception {
        say(Role.STANDBY, "partner is active");
        verdict(Verdict.State.UP);
        verdict(Verdict.State.DOWN);
        assertThat(told()).extracting(Event::line)
                .contains("web/s1: up -> down (the test says so); not in the table, 0 of 1 servers in service");
        assertThat(outbox()).as("mails of the standby").isEmpty();
        director.post(new Input.Trouble("nanny", new Reason.Said("it does not start")));
        status();
        status();
        assertThat(outbox()).as("what it alone can know").containsExactly("nanny: it does not start");
        say(Role.ACTIVE, "partner silent");
        status();
        assertThat(outbox()).last().isEqualTo("role: standby -> active (partner silent); "
                + "not well now: service web nobody, web/s1 down");
        verdict(Verdict.State.UP);
        assertThat(outbox()).hasSize(4).anyMatch(l -> l.startsWith("web/s1: down -> up"))
                .anyMatch(l -> l.startsWith("service web: nobody -> real servers"));
    }

    @Test
    void aRestartedHubMailsAsItDidUntilPulseSpeaks() throws Exception {
        say(Role.ACTIVE, "partner silent");
        verdict(Verdict.State.UP);
        kill();
        start(Optional.empty());
        verdict(Verdict.State.DOWN);
        assertThat(outbox()).anyMatch(l -> l.startsWith("web/s1: up -> down"));
        say(Role.STANDBY, "partner is active");
        int before = outbox().size();
        verdict(Verdict.State.UP);
        assertThat(outbox()).hasSize(before);
    }

    /** There is nobody else who could: what happens while pulse is started again, and has not said active yet, is mailed here. */
    @Test
    void withoutAPartnerEveryEventIsMailed() throws Exception {
        end();
        Files.writeString(folder.resolve("lvs.cf"), BLOCKS);
        start(Optional.empty());
        verdict(Verdict.State.UP);
        verdict(Verdict.State.DOWN);
        assertThat(outbox()).as("pulse has not spoken").anyMatch(l -> l.startsWith("web/s1: up -> down"));
        say(Role.STANDBY, "started");
        verdict(Verdict.State.UP);
        assertThat(outbox()).as("pulse was started again").anyMatch(l -> l.startsWith("web/s1: down -> up"));
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        var answer = new CompletableFuture<Message.Answer>();
        director.post(new Input.Reload(answer));
        answer.join();
        status();
        int before = outbox().size();
        verdict(Verdict.State.DOWN);
        assertThat(outbox()).as("a partner was added, and pulse says standby").hasSize(before);
    }

    @Test
    void aFixedRoleMailsEverything() throws Exception {
        say(Role.STANDBY, "partner is active");
        end();
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        start(Optional.of(Role.STANDBY));
        verdict(Verdict.State.UP);
        verdict(Verdict.State.DOWN);
        assertThat(outbox()).anyMatch(l -> l.startsWith("web/s1: up -> down"));
    }

    private static Message.Fitness fitness(Role inForce, String... linksDown) {
        return new Message.Fitness(inForce, Reason.NONE, List.of(linksDown),
                Edition.of(0, LvsConfFile.of(Path.of("lvs.cf"), FILE.getBytes(UTF_8))));
    }

    /** Without an end of the lease nobody is waited for: so often in a quarter of a second each as fits into a second. */
    @Test
    void theWinnerOfASplitAnnouncesAsOftenAsAfterATakeover() throws Exception {
        pulse.send(new Message.RoleConfirmed(Role.ACTIVE, 0, new Reason.Said("no partner"), System.nanoTime()));
        awaitAnnouncements(5);
        pulse.send(new Message.AnnounceAgain());
        awaitAnnouncements(5);
        pulse.send(new Message.RoleConfirmed(Role.STANDBY, 0, new Reason.Said("switch-over"), System.nanoTime()));
        pulse.send(new Message.AnnounceAgain());
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
            pulse.send(new Message.RoleConfirmed(Role.ACTIVE, 10_000, new Reason.Said("partner silent"),
                    System.nanoTime()));
            var done = new ArrayList<String>();
            await(() -> {
                done.addAll(addresses.done());
                return done.contains("hold " + WEB + " for 10 s");
            });
            pulse.send(
                    new Message.RoleConfirmed(Role.STANDBY, 10_000, new Reason.Said("switch-over"), System.nanoTime()));
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

    private static void await(Callable<Boolean> wanted) throws Exception {
        Await.until("what the hub makes of the role", wanted);
    }

    @Test
    void everyWordIsAnsweredAndAConfirmationCostsNoPass() throws Exception {
        say(Role.ACTIVE, "partner silent");
        status();
        int passes = hub.mail().flushes();
        for (int i = 0; i < 100; i++) {
            pulse.send(new Message.RoleConfirmed(Role.ACTIVE, 10_000, new Reason.Said("partner silent"),
                    System.nanoTime()));
        }
        var answers = new ArrayList<Message.Fitness>();
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
        Message.Fitness answer = say(Role.ACTIVE, "partner silent");
        assertThat(answer.inForce()).isEqualTo(Role.STANDBY);
        assertThat(answer.trouble())
                .isEqualTo("its role is fixed by --role=standby; start lvs-manager with --role=pulse");
        assertThat(addresses.held()).isEmpty();
        assertThat(status().role()).extracting(DirectorSnapshot.RoleStatus::role, DirectorSnapshot.RoleStatus::source)
                .containsExactly("standby", "command line");
    }
}
