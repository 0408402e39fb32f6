package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.CheckSample;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.VerdictChanged;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict.State;
import io.arapaima.ipc.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EngineTest extends EngineCase {
    EngineTest() throws Exception {}

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

    /** Of a server that sends what its check cannot judge nobody would ever hear otherwise. */
    @Test
    void answersThatCannotBeJudgedAreAFailureInTheEnd() throws Exception {
        bad("riddles", "throw UndecidedException.byAnswer(\"it nests too deep\");");
        start(Plans.check("web/s1", "riddles"));
        assertThat(heard.awaitVerdict("web/s1", State.DOWN).why()).isEqualTo("CONTENT: 3 answers in a row could not be "
                + "judged, which counts as a failure: it nests too deep, 1 of 1");
        heard.awaitTrouble("check riddles", "it nests too deep");
    }

    /** The hub asks, so that nothing is said and nothing costs while nobody looks. */
    @Test
    void whatACheckFoundLastIsToldWhenItIsAsked() throws Exception {
        bad("slow", "Thread.sleep(20); throw new java.net.ConnectException(\"Connection refused\");");
        bad("lost", "throw new IllegalStateException(\"no\");");
        var patient = new PlannedCheck.Judging(OptionalInt.of(90), 7, Duration.ofSeconds(1));
        start(new PlannedCheck("web/s1", "connect", good("").target(), good("").timing(), patient),
                new PlannedCheck("web/s2", "slow", Plans.check("", "slow").target(), good("").timing(), patient),
                Plans.check("web/s3", "lost"));
        heard.awaitVerdict("web/s2", State.DOWN);
        heard.awaitTrouble("check lost", "the plugin threw");
        List<Report> all = results(List.of());
        assertThat(all).extracting(Report::check).containsExactly("web/s1", "web/s2", "web/s3");
        assertThat(all.getFirst()).satisfies(good -> {
            assertThat(good.state()).isEqualTo(State.UNKNOWN);
            assertThat(good.progress().passes()).isBetween(1, 89);
            assertThat(good.progress().needed()).isEqualTo(90);
            assertThat(good.last().orElseThrow().result()).isEqualTo(CheckResults.Result.PASSED);
            assertThat(good.last().orElseThrow().text()).isEqualTo("connected");
            assertThat(good.last().orElseThrow().at()).isAfter(good.since());
        });
        assertThat(all.get(1)).satisfies(bad -> {
            assertThat(bad.progress()).isEqualTo(new CheckResults.Progress(0, 90, 7, 7));
            assertThat(bad.last().orElseThrow().text()).isEqualTo("REFUSED: Connection refused");
            assertThat(bad.last().orElseThrow().took()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        });
        assertThat(all.getLast().last().orElseThrow().result()).isEqualTo(CheckResults.Result.INCONCLUSIVE);
        assertThat(all.getLast().inconclusive().orElseThrow().why()).contains("the plugin threw");
        heard.forget();
        assertThat(results(List.of("web/s2", "none/such"))).extracting(Report::check).containsExactly("web/s2");
        assertThat(heard.all()).filteredOn(CheckResults.class::isInstance).as("asked once, told once").hasSize(1);
    }

    /** As an editor does with a draft: nothing of it counts, be the check planned or not. */
    @Test
    void aCheckThatIsTriedSaysWhatItFindsAndNothingFollows() throws Exception {
        var silent = ladder.add(new Socket());
        silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        bad("fast", "throw new IllegalStateException(\"no\");");
        start(good("web/s1"));
        heard.awaitVerdict("web/s1", State.UP);
        heard.forget();
        engine.sample(new CheckSample.SampleOrder(5, List.of(good("new/s1"),
                Plans.check("new/s2", "connect", "127.0.0.1", silent.getLocalPort()), Plans.check("new/s3", "fast"),
                Plans.check("new/s4", "nothing-of-this-name"), Plans.check("web/s1", "connect", "127.0.0.1",
                        silent.getLocalPort()))));
        CheckSample sample = heard.await(CheckSample.class);
        assertThat(sample.id()).isEqualTo(5);
        assertThat(sample.found()).extracting(CheckSample.Found::check).containsExactly("new/s1", "new/s2", "new/s3",
                "new/s4", "web/s1");
        assertThat(sample.found()).extracting(f -> f.result().result()).containsExactly(CheckResults.Result.PASSED,
                CheckResults.Result.FAILED, CheckResults.Result.INCONCLUSIVE, CheckResults.Result.INCONCLUSIVE,
                CheckResults.Result.FAILED);
        assertThat(sample.found()).noneMatch(f -> f.result().counted());
        assertThat(sample.found().get(3).result().text()).startsWith("no plugin offers a check of this name");
        assertThat(results(List.of())).singleElement().satisfies(only -> {
            assertThat(only.check()).isEqualTo("web/s1");
            assertThat(only.state()).isEqualTo(State.UP);
        });
        assertThat(heard.all()).as("what a sample finds is no trouble and no verdict").noneMatch(
                m -> m instanceof VerdictChanged || m instanceof Message.TroubleReported);
    }

    private List<Report> results(List<String> names) {
        engine.tell(new CheckResults.CheckResultsQuery(7, names));
        CheckResults told = heard.await(CheckResults.class);
        assertThat(told.id()).isEqualTo(7);
        assertThat(told.engine()).isPresent();
        return told.checks();
    }

    /** A verdict waits for one part at most, and whoever reads gets no line that is too long. */
    @Test
    void manyResultsComeInParts() throws Exception {
        start(IntStream.range(0, 2 * CheckResults.PART + 1).mapToObj(i -> good("web/" + i))
                .toArray(PlannedCheck[]::new));
        var _ = heard.await(Message.VerdictSnapshot.class);
        engine.tell(new CheckResults.CheckResultsQuery(1, List.of()));
        List<CheckResults> parts = heard.await("the last part",
                all -> Optional.of(all.filter(CheckResults.class::isInstance).map(CheckResults.class::cast).toList())
                        .filter(said -> !said.isEmpty() && !said.getLast().more()));
        assertThat(parts).extracting(part -> part.checks().size()).containsExactly(CheckResults.PART,
                CheckResults.PART, 1);
        assertThat(parts).extracting(part -> part.engine().isPresent()).containsExactly(false, false, true);
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
    void aNoticeOfAPassIsATroubleButNoFailureUntilAPassComesWithoutIt() throws Exception {
        bad("days", """
                int run = (int) System.getProperties().merge("days.runs", 1, (a, b) -> (int) a + (int) b);
                return new CheckResult.Passed(Duration.ZERO, "", List.of(), java.util.Optional.of(
                    new CheckResult.Notice("certificate", "it expires in 13.8 days; the warning was asked for at 14 days"))
                    .filter(_ -> target.port() == 9 && run <= 20));""");
        start(Plans.check("web/s1", "days", "127.0.0.1", 9), Plans.check("web/s2", "days"));
        heard.awaitVerdict("web/s1", State.UP);
        heard.awaitTrouble("certificate of web/s1", "it expires in 13.8 days; the warning was asked for at 14 days");
        var _ = heard.await("the new certificate",
                all -> all.filter(new Message.TroubleReported("certificate of web/s1", Reason.NONE)::equals)
                        .findFirst());
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
