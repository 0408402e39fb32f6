package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.VerdictChanged;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict.State;
import io.arapaima.nanny.plugin.Conduct;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plugin does to the engine and to its own servers when it breaks, waits, spins or leaves something behind. */
class PluginConductTest extends EngineCase {
    PluginConductTest() throws Exception {}

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "throw new IllegalStateException(\"mine\");                   | IllegalStateException: mine at made.Made.probe",
            "return pass(\"x\".substring(9));                             | Exception: Range [9, 1) out of bounds for length 1 at made.Made.probe",
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
}
