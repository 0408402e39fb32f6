package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Target;
import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.OfferedCheck;
import io.arapaima.nanny.plugin.PluginGate;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose fault it is that a probe was still there after its deadline and the grace. */
@Timeout(60)
class CheckRunTest {
    private final Conduct conduct = new Conduct();
    private volatile boolean hasATurn;
    private volatile boolean straysWhenAnswered;

    /** What the probe does. */
    @FunctionalInterface
    private interface Body {
        void run() throws InterruptedException;
    }

    private record Odd(Body body, CountDownLatch started) implements Check {
        @Override
        public String name() {
            return "odd";
        }

        @Override
        public String sentence() {
            return "Does something.";
        }

        @Override
        public List<OptionSpec> options() {
            return List.of();
        }

        @Override
        public CheckResult probe(Target target, Deadline deadline) throws InterruptedException {
            started.countDown();
            body.run();
            return new CheckResult.Passed(Duration.ZERO, "");
        }
    }

    /** As after the grace, when the interrupted thread is in this state; then the probe has its turn. */
    private Outcome givenUp(State state, Body body) throws Exception {
        var outcome = new CompletableFuture<Outcome>();
        var odd = new Odd(body, new CountDownLatch(1));
        var probe = new Probe(ProbeKey.of(Plans.check("web/s1", "odd")), "web/s1");
        var run = new CheckRun(probe, OfferedCheck.of(odd, conduct, "1"), CheckRun::ask, answer -> {
            straysWhenAnswered = probe.strays();
            outcome.complete(answer);
        });
        hasATurn = false;
        run.thread().start();
        odd.started().await();
        run.interrupt();
        while (run.thread().getState() != state) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        synchronized (run) {
            run.giveUp();
        }
        hasATurn = true;
        Outcome said = outcome.get();
        if (run.thread().join(Duration.ofMillis(500))) {
            synchronized (run) {
                run.end();
            }
        }
        return said;
    }

    private void runsWithoutATurn() {
        while (!hasATurn) {
            Thread.onSpinWait();
        }
    }

    @Test
    void oneThatOnlyWaitedForItsTurnIsNotToBlame() throws Exception {
        for (int i = 0; i < 2 * Conduct.MAX_ABANDONED; i++) {
            assertThat(givenUp(State.RUNNABLE, () -> {
                runsWithoutATurn();
                PluginGate.loop();
                PluginGate.loop();
            })).isEqualTo(CheckRun.LATE);
        }
        assertThat(conduct.objection(System.nanoTime())).isEmpty();
    }

    /** Else the new start would be left out, with a trouble that blames the plugin. */
    @Test
    void whoHearsTheAnswerMayStartTheProbeAgainAtOnce() throws Exception {
        assertThat(givenUp(State.RUNNABLE, this::runsWithoutATurn)).isEqualTo(CheckRun.LATE);
        assertThat(straysWhenAnswered).isFalse();
        assertThat(givenUp(State.WAITING, new Semaphore(0)::acquireUninterruptibly).trouble()).isNotEmpty();
    }

    @Test
    void oneThatSpinsIsEndedAndItsPluginIsToBlame() throws Exception {
        for (int i = 0; i < Conduct.MAX_ABANDONED; i++) {
            Outcome said = givenUp(State.RUNNABLE, () -> {
                while (true) {
                    PluginGate.loop();
                }
            });
            assertThat(said.result()).as("code that computes waits for no server").isInstanceOf(Inconclusive.class);
            assertThat(said.trouble()).contains("did not end at the deadline");
        }
        assertThat(conduct.objection(System.nanoTime())).contains("16 probes ignored their deadline");
    }

    @Test
    void oneThatDoesNotMindTheInterruptIsKnownAtOnce() throws Exception {
        Outcome said = givenUp(State.WAITING, new Semaphore(0)::acquireUninterruptibly);
        assertThat(said.result()).isInstanceOf(Failed.class);
        assertThat(said.trouble()).contains("fix the plugin");
    }
}
