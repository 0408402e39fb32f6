package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.Ladder;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.VerdictChanged;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict.State;
import io.arapaima.ipc.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {
    private static final Duration QUICK = Duration.ofMillis(100);

    @TempDir
    Path temp = Path.of("");

    private final Hearing heard = new Hearing();
    private final Ladder ladder = new Ladder("nanny");
    private final AtomicInteger accepted = new AtomicInteger();
    private Path plugins = Path.of("");
    private int port;
    private Engine engine = new Engine(heard, new Troubles(heard::accept), InstantSource.system(),
            (_, _) -> {});

    EngineTest() throws Exception {}

    @BeforeEach
    void startListener() throws Exception {
        ladder.add(engine);
        plugins = Files.createDirectory(temp.resolve("plugins"));
        Files.copy(PluginJars.connect(), plugins.resolve("connect.jar"));
        var listener = ladder.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        port = listener.getLocalPort();
        Thread.ofPlatform().daemon().start(() -> accept(listener));
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                client.close();
            }
        } catch (java.io.IOException e) {
            // Closed by the test.
        }
    }

    @AfterEach
    void stop() {
        ladder.close();
    }

    private void start(PlannedCheck... plan) throws Exception {
        var troubles = new Troubles(heard::accept);
        ladder.add(new PluginFolder(List.of(plugins), temp.resolve("copies"), troubles, engine::offer)).start();
        engine.plan(List.of(plan));
    }

    private PlannedCheck good(String id) {
        return Plans.check(id, "connect", "127.0.0.1", port);
    }

    private void bad(String name, String body) throws Exception {
        PluginJars.make(plugins.resolve(name + ".jar"), name, body);
    }

    @Test
    void aServerIsUpWhenItListensAndDownWhenNot() throws Exception {
        var silent = ladder.add(new Socket());
        silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start(good("web/s1"), Plans.check("web/s2", "connect", "127.0.0.1", silent.getLocalPort()));
        assertThat(heard.await(Message.Offered.class).checks().find("connect")).isPresent();
        assertThat(heard.await(Message.VerdictSnapshot.class).verdicts()).extracting(Verdict::state)
                .containsExactly(State.UNKNOWN, State.UNKNOWN);
        assertThat(heard.awaitVerdict("web/s1", State.UP).why()).matches("passed in .* ms: connected");
        assertThat(heard.awaitVerdict("web/s2", State.DOWN).why()).isEqualTo("REFUSED: Connection refused, 1 of 1");
    }

    /** Here is no kernel's table, so nobody at a virtual address can be the server that is meant. */
    @Test
    void withoutAPrivateServiceAFailureThroughAVirtualAddressIsNoVerdict() throws Exception {
        PlannedCheck here = Plans.check("web/s1", "connect", "127.0.0.9", 1);
        var target = new PlannedCheck.Target("127.0.0.9", 1, "tcp", Map.of(),
                Optional.of(new PlannedCheck.Through("127.0.0.1", 0x4c56_0001L, 1, 64)));
        start(new PlannedCheck("web/s1", "connect", target, here.timing(), here.judging()), good("web/s2"));
        assertThat(heard.await(Message.TroubleReported.class).text()).containsAnyOf(
                "no private service with firewall mark 0x4c560001", "needs CAP_NET_RAW");
        heard.awaitVerdict("web/s2", State.UP);
        assertThat(heard.all()).filteredOn(VerdictChanged.class::isInstance)
                .noneMatch(m -> m instanceof VerdictChanged(var verdict) && verdict.check().equals("web/s1")
                        && verdict.state() != State.UNKNOWN);
    }

    /** Its code is loaded and compiled meanwhile, which took longer than a second on busy machines. */
    @Test
    void theFirstAnswerOfNewCodeIsNoVerdictWhenItIsATimeOutAndIsAskedForAgain() throws Exception {
        bad("cold", """
                int run = (int) System.getProperties().merge("cold.runs", 1, (a, b) -> (int) a + (int) b);
                if (run == 1) Thread.sleep(100000);
                return pass("run " + run);""");
        var rare = new PlannedCheck.Timing(Duration.ofHours(1), QUICK.multipliedBy(10), QUICK.multipliedBy(10));
        start(new PlannedCheck("bad/s1", "cold", good("").target(), rare, good("").judging()));
        assertThat(heard.awaitVerdict("bad/s1", State.UP).why()).endsWith("run 2");
        assertThat(heard.all())
                .filteredOn(m -> m instanceof VerdictChanged(var verdict) && verdict.state() != State.UNKNOWN)
                .hasSize(1);
        assertThat(heard.all()).noneMatch(Message.TroubleReported.class::isInstance);
    }

    /** The first probe comes to its deadline under it; cut short, the class would be dead for good. */
    @Test
    void aStaticInitialiserIsNotCutOff() throws Exception {
        bad("slow", """
                class Late {
                    static final String READY = ready();
                    static String ready() {
                        long end = System.nanoTime() + 3_000_000_000L;
                        while (System.nanoTime() < end) { }
                        return "ready";
                    }
                }
                return pass(Late.READY);""");
        start(Plans.check("web/s1", "slow", "127.0.0.1", 9, Duration.ofMillis(500)));
        assertThat(heard.awaitVerdict("web/s1", State.UP).why()).contains("ready");
        assertThat(heard.all()).noneMatch(message -> message.toString().contains("Could not initialize class"));
    }

    /** Of a server that sends what its check cannot judge nobody would ever hear otherwise. */
    @Test
    void answersThatCannotBeJudgedAreAFailureInTheEnd() throws Exception {
        bad("riddles", "throw UndecidedException.byAnswer(\"it nests too deep\");");
        start(Plans.check("web/s1", "riddles"));
        assertThat(heard.awaitVerdict("web/s1", State.DOWN).why()).isEqualTo("CONTENT: 3 answers in a row could not be "
                + "judged, which counts as a failure: it nests too deep, 1 of 1");
        heard.awaitTrouble("check riddles", "it nests too deep");
    }

    @Test
    void oneTargetIsProbedOnceForAllPlannedChecks() throws Exception {
        var slow = new PlannedCheck.Timing(Duration.ofMillis(500), QUICK.multipliedBy(20), QUICK.multipliedBy(20));
        PlannedCheck[] same = IntStream.range(0, 50).mapToObj(i -> new PlannedCheck("web/" + i, "connect",
                good("").target(), slow, new PlannedCheck.Judging(OptionalInt.of(1 + i % 2), 1, Duration.ofSeconds(1))))
                .toArray(PlannedCheck[]::new);
        long start = System.nanoTime();
        start(same);
        for (int i = 0; i < same.length; i++) {
            heard.awaitVerdict("web/" + i, State.UP);
        }
        // The odd ones rise after two; fifty probes for each would have been a hundred connections.
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(accepted.get()).isBetween(2, 2 + (int) took.dividedBy(slow.interval()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "throw new IllegalStateException(\"mine\");                   | IllegalStateException: mine at made.Made.probe",
            "throw new ServiceConfigurationError(\"mine\");               | ServiceConfigurationError: mine",
            "return null;                                                 | NullPointerException",
            "return probe(target, deadline);                              | StackOverflowError",
            "long[][] all = new long[1000][]; for (int i = 0; i < 1000; i++) all[i] = new long[1 << 27]; return null; | OutOfMemoryError",
            "throw new NoClassDefFoundError(\"lost\");                    | NoClassDefFoundError: lost",
            "System.exit(7); return null;                                 | exit(7); a plugin must not end the engine",
            "Runtime.getRuntime().halt(8); return null;                   | exit(8); a plugin must not end the engine",
            "Runnable r = () -> Runtime.getRuntime().exit(9); r.run(); return null; | exit(9)",
            "return new CheckResult.Inconclusive(\"no program\");         | bad/s1: no program"})
    void aPluginThatBreaksSaysNothingOfItsServerAndCostsTheOthersNothing(String body, String trouble) throws Exception {
        bad("bad", body);
        start(Plans.check("bad/s1", "bad"), good("web/s1"));
        heard.awaitTrouble("check bad", trouble);
        heard.awaitVerdict("web/s1", State.UP);
        assertThat(heard.all())
                .filteredOn(m -> m instanceof Message.VerdictChanged(var v) && v.check().startsWith("bad"))
                .allMatch(m -> m instanceof Message.VerdictChanged(var v) && v.state() == State.UNKNOWN
                        && v.inconclusive().isPresent());
    }

    @Test
    void aThousandServersInTheSameTroubleAreOneReport() throws Exception {
        bad("bad", "return new CheckResult.Inconclusive(\"no program\");");
        start(IntStream.range(0, 1000).mapToObj(i -> Plans.check("bad/" + i, "bad", "127.0.0.1", 1 + i))
                .toArray(PlannedCheck[]::new));
        heard.awaitTrouble("check bad", "no program");
        TimeUnit.MILLISECONDS.sleep(2 * Plans.INTERVAL.toMillis());
        assertThat(heard.all()).filteredOn(Message.TroubleReported.class::isInstance).hasSize(1);
        engine.plan(List.of());
        heard.awaitTrouble("check bad", "");
    }

    @Test
    void aPluginThatWaitsOnIsGivenUpAndItsServerTimedOut() throws Exception {
        bad("waits", "while (true) { try { Thread.sleep(10000); } catch (InterruptedException e) { } }");
        start(Plans.check("bad/s1", "waits", "127.0.0.1", 9, QUICK), good("web/s1"));
        assertThat(heard.awaitVerdict("bad/s1", State.DOWN).why()).isEqualTo("TIMEOUT: no answer within 0.1 s, 1 of 1");
        heard.awaitTrouble("check waits", "did not end at the deadline of 0.1 s");
        heard.awaitVerdict("web/s1", State.UP);
    }

    @Test
    void aPluginThatComputesOnSaysNothingOfItsServer() throws Exception {
        bad("spins", "while (true) { if (deadline.nanoTime() == 0) return null; }");
        start(Plans.check("bad/s1", "spins", "127.0.0.1", 9, QUICK), good("web/s1"));
        heard.awaitTrouble("check spins", "nothing is known of the server");
        heard.awaitTrouble("conduct of plugin spins.jar", "ignored their deadline");
        heard.awaitVerdict("web/s1", State.UP);
        assertThat(heard.all()).noneMatch(
                m -> m instanceof Message.VerdictChanged(var v) && v.check().equals("bad/s1")
                        && v.state() != State.UNKNOWN);
    }

    /** A version in use for weeks was fine; the one that was put in its place is not. */
    @Test
    void aNewVersionThatSpinsGivesWayToTheOneBeforeAndNoServerGoesDown() throws Exception {
        bad("talks", "return pass(\"first\");");
        start(Plans.check("bad/s1", "talks", "127.0.0.1", 9, QUICK.multipliedBy(3)),
                Plans.check("bad/s2", "talks", "127.0.0.1", 10, QUICK.multipliedBy(3)));
        heard.awaitVerdict("bad/s1", State.UP);
        heard.awaitVerdict("bad/s2", State.UP);
        heard.forget();
        bad("talks", "while (true) { if (deadline.nanoTime() == 0) return null; }");
        String told = heard.awaitTrouble("plugin talks.jar", "is in use again");
        assertThat(told).contains("because its probes do not end at their deadline");
        heard.awaitTrouble("check talks", "");
        assertThat(heard.all()).noneMatch(m -> m instanceof VerdictChanged(var v) && v.state() != State.UP);
        bad("talks", "return new CheckResult.Failed(CheckResult.Reason.CONTENT, \"third\");");
        assertThat(heard.awaitVerdict("bad/s1", State.DOWN).why()).contains("third");
        heard.awaitTrouble("plugin talks.jar", "");
    }

    /** This JVM has as many carriers as processors, so these spinners hold them all. */
    @Test
    void spinnersThatHoldEveryCarrierTakeNoServerDown() throws Exception {
        bad("spins", "while (true) { if (deadline.nanoTime() == 0) return null; }");
        int spinners = 2 * Runtime.getRuntime().availableProcessors();
        PlannedCheck[] plan = IntStream.rangeClosed(0, spinners).mapToObj(i -> i == 0
                ? Plans.check("web/s1", "connect", "127.0.0.1", port, QUICK.multipliedBy(3))
                : Plans.check("bad/" + i, "spins", "127.0.0.1", i, QUICK.multipliedBy(12)))
                .toArray(PlannedCheck[]::new);
        start(plan[0]);
        heard.awaitVerdict("web/s1", State.UP);
        heard.forget();
        engine.plan(List.of(plan));
        heard.awaitTrouble("conduct of plugin spins.jar", "ignored their deadline");
        assertThat(heard.all()).noneMatch(m -> m instanceof Message.VerdictChanged(var v) && v.check().equals("web/s1")
                && v.state() == State.DOWN);
    }

    @Test
    void aPluginThatBlocksIsInterruptedAtItsDeadlineAndThatIsNoTrouble() throws Exception {
        bad("blocks", "Thread.sleep(100000); return null;");
        start(Plans.check("bad/s1", "blocks", "127.0.0.1", 9, QUICK));
        assertThat(heard.awaitVerdict("bad/s1", State.DOWN).why()).isEqualTo("TIMEOUT: no answer within 0.1 s, 1 of 1");
        assertThat(heard.all()).noneMatch(Message.TroubleReported.class::isInstance);
    }

    @Test
    void aPluginWhoseProbesCannotEvenBeEndedIsConfined() throws Exception {
        bad("stuck", "new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); return null;");
        start(IntStream.range(0, 20).mapToObj(i -> Plans.check("bad/" + i, "stuck", "127.0.0.1", 1 + i, QUICK))
                .toArray(PlannedCheck[]::new));
        heard.awaitTrouble("check stuck", "bad/"); // that it did not end, or that it still runs when its next start is due
        long end = System.nanoTime() + Hearing.PATIENCE.toNanos();
        Conduct conduct = engine.offer().find("stuck").orElseThrow().conduct();
        while (conduct.objection(System.nanoTime()).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(conduct.objection(System.nanoTime())).startsWith("at least 16 probes ignored their deadline");
        heard.awaitTrouble("conduct of plugin stuck.jar", "the plugin is not started for 60 s");
    }

    @Test
    void aPluginThatKeepsStartingThreadsIsNotStartedAnyMore() throws Exception {
        bad("leaks", """
                for (int i = 0; i < 20; i++) {
                    Thread t = new Thread(() -> { try { Thread.sleep(5000); } catch (InterruptedException e) { } });
                    t.setDaemon(true);
                    t.start();
                }
                return pass("ok");""");
        start(Plans.check("bad/s1", "leaks"));
        heard.awaitVerdict("bad/s1", State.UP);
        heard.awaitTrouble("check leaks", "threads of its own, more than 64");
    }

    @Test
    void aProbeThatStillRunsIsNotStartedAgain() throws Exception {
        bad("slow", """
                Thread.sleep(1000);
                return pass("run " + System.getProperties().merge("slow.runs", 1, (a, b) -> (int) a + (int) b));""");
        start(Plans.check("bad/s1", "slow"));
        assertThat(heard.awaitVerdict("bad/s1", State.UP).why()).endsWith("run 1");
    }

    @Test
    void anUnchangedCheckKeepsItsStateAndAChangedOneIsUnknown() throws Exception {
        start(good("web/s1"), good("web/s2"), good("web/s3"));
        Verdict before = heard.awaitVerdict("web/s1", State.UP);
        heard.awaitVerdict("web/s2", State.UP);
        heard.forget();
        var stricter = new PlannedCheck("web/s2", "connect", good("").target(), good("").timing(),
                new PlannedCheck.Judging(OptionalInt.of(3), 3, Duration.ofSeconds(1)));
        engine.plan(List.of(good("web/s1"), stricter, Plans.check("web/s3", "connect", "127.0.0.2", port)));
        List<Verdict> after = heard.await(Message.VerdictSnapshot.class).verdicts();
        assertThat(after).extracting(Verdict::state).containsExactly(State.UP, State.UP, State.UNKNOWN);
        assertThat(after.getFirst()).isEqualTo(before);
    }

    @Test
    void loadsAreReportedForEveryPlannedCheck() throws Exception {
        bad("load",
                "return new CheckResult.Passed(Duration.ZERO, \"\", List.of(Metric.load(1.5), new Metric(\"x\", 9, \"\")));");
        start(Plans.check("a", "load"), Plans.check("b", "load"));
        var _ = heard.await("load of b",
                all -> all.filter(new Message.LoadReported("b", 1.5)::equals).findFirst());
        assertThat(heard.all()).contains(new Message.LoadReported("a", 1.5));
    }

    @Test
    void aCertificateThatEndsSoonIsATroubleButNoFailure() throws Exception {
        bad("days", """
                int run = (int) System.getProperties().merge("days.runs", 1, (a, b) -> (int) a + (int) b);
                return new CheckResult.Passed(Duration.ZERO, "",
                    List.of(new Metric(Metric.CERT_DAYS, run > 20 ? 90 : 13.75, "d")));""");
        PlannedCheck.Target there = Plans.check("web/s1", "days").target();
        start(new PlannedCheck("web/s1", "days", new PlannedCheck.Target(there.address(), there.port(), "tcp",
                Map.of("warn-days", "14")), good("").timing(), good("").judging()), Plans.check("web/s2", "days"));
        heard.awaitVerdict("web/s1", State.UP);
        heard.awaitTrouble("certificate of web/s1", "it expires in 13.8 days; the warning was asked for at 14 days");
        var _ = heard.await("the new certificate",
                all -> all.filter(new Message.TroubleReported("certificate of web/s1", "")::equals).findFirst());
        assertThat(heard.all().stream().filter(Message.TroubleReported.class::isInstance)).hasSize(2);
    }

    @Test
    void whatAServerAsksForTravelsWithTheVerdictAndIsToldOnce() throws Exception {
        bad("asks", """
                int run = (int) System.getProperties().merge("asks.runs", 1, (a, b) -> (int) a + (int) b);
                return new CheckResult.Passed(Duration.ZERO, "", List.of(Metric.share(run < 4 ? 50 : 20)));""");
        start(Plans.check("a", "asks"));
        var changed = heard.await("20 %", all -> all.filter(VerdictChanged.class::isInstance)
                .map(VerdictChanged.class::cast).filter(v -> v.verdict().share().percent() == 20).findFirst());
        assertThat(changed.verdict().state()).isEqualTo(State.UP);
        assertThat(heard.all().stream().filter(VerdictChanged.class::isInstance)).hasSize(2);
    }

    @Test
    void aCheckWithoutPluginIsATroubleUntilThePluginComes() throws Exception {
        start(Plans.check("late/s1", "late"));
        heard.awaitTrouble("check late", "no plugin offers a check of this name");
        var gone = heard.awaitVerdict("late/s1", State.UNKNOWN).inconclusive().orElseThrow();
        assertThat(gone.why()).startsWith("no plugin offers a check of this name");
        assertThat(heard.all().stream().filter(VerdictChanged.class::isInstance)).as("one word, not one a probe")
                .hasSize(1);
        bad("late", "return pass(\"here\");");
        heard.awaitTrouble("check late", "");
        assertThat(heard.awaitVerdict("late/s1", State.UP).inconclusive()).isEmpty();
    }

    @Test
    void aCheckThatCannotDecideAnyMoreSaysSinceWhenAndWhyAndKeepsItsVerdict() throws Exception {
        bad("works", "return pass(\"here\");");
        start(Plans.check("works/s1", "works"));
        heard.awaitVerdict("works/s1", State.UP);
        heard.forget();
        bad("works", "throw new IllegalStateException(\"no\" + System.nanoTime());");
        var lost = heard.awaitVerdict("works/s1", State.UP);
        assertThat(lost.inconclusive().orElseThrow().why()).contains("the plugin threw");
        assertThat(lost.since()).isBefore(lost.inconclusive().orElseThrow().since());
        heard.forget();
        bad("works", "return pass(\"again\");");
        assertThat(heard.await("its end", all -> all.filter(VerdictChanged.class::isInstance)
                .map(m -> ((VerdictChanged) m).verdict()).filter(v -> v.inconclusive().isEmpty()).findFirst())
                .state()).isEqualTo(State.UP);
    }

    @Test
    void anImpossiblePlanIsATroubleAndTheRestRuns() throws Exception {
        var never = new PlannedCheck.Timing(Duration.ZERO, QUICK, QUICK);
        start(new PlannedCheck("odd", "connect", good("").target(), never, good("").judging()), good("web/s1"),
                Plans.check("nowhere", "connect", "no.such.host", 1));
        assertThat(heard.awaitTrouble("plan", "check odd is not run")).contains("10 ms to 31 days");
        heard.awaitTrouble("check connect", "nowhere");
        assertThat(heard.await(io.arapaima.ipc.Message.VerdictSnapshot.class).verdicts())
                .filteredOn(v -> v.check().equals("odd")).singleElement()
                .satisfies(v -> assertThat(v.inconclusive().orElseThrow().why())
                        .startsWith("not run: its interval is PT0S"));
        heard.awaitVerdict("web/s1", State.UP);
    }
}
