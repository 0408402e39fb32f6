package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.config.CheckOption;
import io.arapaima.config.HostResolver;
import io.arapaima.config.OptionType;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Role;
import io.arapaima.ipc.Share;
import io.arapaima.ipc.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorTest {
    private static final String TWO_SERVERS = """
            primary = 10.0.0.1
            data_plane = none
            virtual web {
              active = 1
              address = 10.0.0.9 eth0:1
              scheduler = wlc
              server s1 {
                address = 10.0.0.11
                active = 1
              }
              server s2 {
                address = 10.0.0.12
                active = 1
              }
            }
            """;
    private static final ServiceKey FOREIGN = new ServiceKey.Endpoint(Protocol.TCP, InetAddress.ofLiteral("10.9.9.9"),
            9);

    @TempDir
    Path folder = Path.of("");

    private final MemoryDataPlane plane = new MemoryDataPlane();
    private final MemoryAddressPlane addresses = new MemoryAddressPlane();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Message.CheckPlan> plans = new ArrayList<>();
    private volatile HostResolver resolver = HostResolver.none();
    @SuppressWarnings("NullAway.Init") // set before each test
    private Director director;
    @SuppressWarnings("NullAway.Init") // set with the director
    private Lease lease;

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS);
        plane.apply(List.of(new Change.AddService(new Service(FOREIGN, "rr", Optional.empty()))));
        director = restarted();
    }

    private Director restarted() throws IOException {
        return restarted(Duty.begin(Optional.of(Role.ACTIVE), Instant.now()), false);
    }

    /** Only the tests about addresses keep some: their events are none of the others' business. */
    private Director restarted(Duty duty, boolean keeping) throws IOException {
        var source = new ConfigSource(folder.resolve("lvs.cf"), host -> resolver.lookup(host));
        var loaded = (ConfigSource.Loaded) source.read(CheckCatalogue.UNKNOWN);
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), InstantSource.system());
        lease = new Lease(addresses, chronicle.state().addresses(), Runnable::run, nanos::get);
        var keeper = new AddressKeeper(addresses, lease, chronicle, Thread::startVirtualThread);
        duty.said().ifPresent(role -> lease.confirm(role, Duration.ZERO, nanos.get()));
        var parts = new Director.Parts(source,
                new Reconciler(() -> plane, () -> List.of("keepalived (pid 7) runs here"), nanos.get()), chronicle,
                new NoMail(), duty, keeping ? Optional.of(keeper) : Optional.empty(),
                new FailoverKeeper(folder, "boot", chronicle, nanos::get, InstantSource.system()), nanos::get,
                InstantSource.system());
        var started = new Director(parts,
                Configured.of(loaded, CheckCatalogue.UNKNOWN, Instant.EPOCH),
                CheckCatalogue.UNKNOWN);
        keeper.onNews(() -> started.post(new Input.AddressNews()));
        Thread.ofPlatform().daemon().start(started);
        return started;
    }

    @AfterEach
    void end() {
        var done = new CompletableFuture<Void>();
        director.post(new Input.Stop(done));
        done.join();
    }

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
        assertThat(mailed()).last().extracting(Event::kind).isEqualTo(Event.Kind.RELOAD_REJECTED);
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
                .contains("no real server web/s9").contains("web/s1 web/s2");
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

    private ServiceKey web() {
        return new ServiceKey.Endpoint(Protocol.TCP, InetAddress.ofLiteral("10.0.0.9"), 80);
    }

    /** Asked of the data plane: the director may not answer. */
    private int inTable() {
        try {
            return plane.table().entry(web()).orElseThrow().destinations().size();
        } catch (DataPlaneException e) {
            throw new AssertionError(e);
        }
    }

    private void bothUp() throws Exception {
        verdict("web/s1@10.0.0.11:80", Verdict.State.UP);
        verdict("web/s2@10.0.0.12:80", Verdict.State.UP);
        await(() -> weights().equals("web/s1=1 web/s2=1"));
    }

    private void verdict(String check, Verdict.State state) {
        director.post(new Input.Verdicts(List.of(new Verdict(check, state,
                state == Verdict.State.UP ? "passed in 1 ms" : "REFUSED: Connection refused, 1 of 1", Instant.now()))));
    }

    private Message.Answer reload() {
        var answer = new CompletableFuture<Message.Answer>();
        director.post(new Input.Reload(answer));
        Message.Answer said = answer.join();
        status();
        return said;
    }

    private Message.Answer operate(String server, Message.Operate.Action action) {
        return operate(server, action, false);
    }

    private Message.Answer operate(String server, Message.Operate.Action action, boolean confirmed) {
        var answer = new CompletableFuture<Message.Answer>();
        director.post(new Input.Operate(server, action, confirmed, answer));
        return answer.join();
    }

    private DirectorSnapshot status() {
        // Twice, because the first is answered before the pass that its batch causes.
        ask();
        return ask();
    }

    private DirectorSnapshot ask() {
        var answer = new CompletableFuture<Message.Status>();
        director.post(new Input.Status(answer));
        return answer.join().snapshot();
    }

    private String weights() {
        return String.join(" ", status().services().getFirst().servers().stream()
                .map(s -> s.name() + "=" + (s.inTable() ? s.weight() : "-")).toList());
    }

    private List<Event> mailed() {
        var answer = new CompletableFuture<List<Event>>();
        director.post(new Input.Events(1000, answer, _ -> {}));
        return answer.join().stream().filter(e -> e.kind().mailed()).toList();
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        for (int i = 0; i < 3000 && !wanted.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }
}
