package io.arapaima.nanny;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.UndecidedException;
import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.Initialisation;
import io.arapaima.nanny.plugin.Memory;
import io.arapaima.nanny.plugin.OfferedCheck;
import io.arapaima.nanny.plugin.PluginGate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One start of one probe, on a thread of its own. It has exactly one outcome, given by whoever comes first: the plugin, or
 * the engine when the plugin goes on after its deadline and a grace.
 */
public final class CheckRun {
    /** What a plugin may take to notice an interrupt. */
    static final Duration GRACE = Duration.ofMillis(100);
    /** Given when not even the words for what broke could be made, for want of memory. */
    private static final Outcome BROKEN = Outcome.inconclusive("the plugin threw an error that has no words");

    /** Of a probe that ended by itself, but so late that it may have waited for its turn and not for its server. */
    static final Outcome LATE = Outcome
            .inconclusive("no answer in time, nor did the probe end in time; this machine is too "
                    + "busy, or the plugin computes too long");

    /** Of a time-out while the plugin's code may have been loaded and compiled; the probe is to be started again soon. */
    static final Outcome COLD = new Outcome(new CheckResult.Inconclusive("no answer in time at the first start of this "
            + "probe; that may be this machine's slowness, so it is asked again"), "");

    private final Probe probe;
    private final OfferedCheck offered;
    private final Consumer<Outcome> listener;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Thread thread;
    private final long sinceNanos = System.nanoTime();
    private volatile boolean interrupted;
    private volatile boolean givenUp;
    private boolean isBack;
    private boolean strays;
    private boolean thrownOut;
    private boolean exhausted;
    private boolean blamed;
    private boolean seenHolding;
    private boolean holding;

    /** The task is what the run's thread, which is not started yet, will do. */
    public CheckRun(Probe probe, OfferedCheck offered, Consumer<CheckRun> task, Consumer<Outcome> listener) {
        this.thread = Thread.ofVirtual().name(probe.threadName()).unstarted(() -> task.accept(this));
        this.probe = probe;
        this.offered = offered;
        this.listener = listener;
    }

    public Thread thread() {
        return thread;
    }

    Conduct conduct() {
        return offered.conduct();
    }

    long intervalMillis() {
        return probe.key().intervalMillis();
    }

    Duration timeout() {
        return probe.key().timing().timeout();
    }

    /** {@return how long it has been running} */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    /** Asks the plugin; to be called on the run's own thread. */
    public void ask() {
        Thread here = Thread.currentThread();
        here.setContextClassLoader(offered.check().getClass().getClassLoader());
        Outcome outcome = BROKEN;
        try {
            Outcome own = probe.judged(outcome());
            outcome = givenUp && !thrownOut ? LATE : own;
        } finally {
            here.setContextClassLoader(null);
            comeBack();
            answer(outcome);
            if (exhausted) {
                // What the probe held is let go of by now.
                conduct().exhaust(Memory.freedByEnd(), System.nanoTime());
            }
        }
    }

    /** The plugin's code has been left, so whoever hears the answer may start the probe again at once. */
    private synchronized void comeBack() {
        isBack = true;
        endStraying();
    }

    private void endStraying() {
        if (strays) {
            strays = false;
            probe.strayEnded();
        }
    }

    private void answer(Outcome outcome) {
        if (answered.compareAndSet(false, true)) {
            listener.accept(outcome);
        }
    }

    private Outcome outcome() {
        try {
            return inTime(Objects.requireNonNull(probe.ask(offered, Deadline.in(timeout())),
                    "null instead of a result"));
        } catch (UndecidedException e) {
            Outcome undecided = inTime(CheckResult.of(e));
            return e.isByAnswer() ? undecided.dueToAnswer() : undecided;
        } catch (IOException e) {
            return inTime(CheckResult.of(e));
        } catch (Throwable e) {
            // Whatever a plugin throws, errors included, costs its own checks only.
            thrownOut = e instanceof PluginGate.ProbeAbandoned;
            if (e instanceof OutOfMemoryError) {
                exhausted = true;
                return broken(e);
            }
            if (Initialisation.failed(e, offered.check().getClass().getClassLoader())) {
                conduct().breakDown();
            }
            return thrownOut ? spun() : interrupted ? Outcome.of(timedOut()) : broken(e);
        }
    }

    /** After the interrupt, what a plugin saw break was most often broken by the interrupt. */
    private Outcome inTime(CheckResult result) {
        boolean stands = switch (result) {
            case CheckResult.Inconclusive _ -> true;
            case CheckResult.Failed(var reason, var _) -> !interrupted || reason == Reason.TIMEOUT;
            case CheckResult.Passed _ -> !interrupted;
        };
        return Outcome.of(stands ? result : timedOut());
    }

    private Outcome broken(Throwable error) {
        return mistake(Outcome.inconclusive("the plugin threw " + error + place(error.getStackTrace())));
    }

    /** In the plugin's own code, whose loader has no name, if it was there; what the JDK was doing for it says little. */
    private static String place(StackTraceElement[] trace) {
        return Arrays.stream(trace).filter(each -> each.getModuleName() == null && each.getClassLoaderName() == null)
                .findFirst().or(() -> Arrays.stream(trace).findFirst()).map(frame -> " at " + frame).orElse("");
    }

    private Outcome mistake(Outcome outcome) {
        conduct().mistake(offered.name(), outcome.trouble(), Instant.now());
        return outcome;
    }

    private CheckResult timedOut() {
        return new CheckResult.Failed(Reason.TIMEOUT, "no answer within " + seconds(timeout()));
    }

    private static String seconds(Duration time) {
        String text = String.format(Locale.ROOT, "%.3f", time.toMillis() / 1e3);
        return text.replaceAll("\\.?0+$", "") + " s";
    }

    /** The deadline has come. */
    void interrupt() {
        interrupted = true;
        thread.interrupt();
    }

    boolean interrupted() {
        return interrupted;
    }

    /**
     * The grace after the deadline is over too. A thread that waits again has not minded the interrupt; any other may
     * have had no turn since, which shows when it has one. For whoever holds the run's lock, and so are the others below.
     */
    void giveUp() {
        givenUp = true;
        if (!wantsATurn()) {
            answer(goneOn());
        }
        PluginGate.abandon(thread);
        if (!isBack) {
            strays = true;
            probe.stray();
        }
    }

    /**
     * Looks whether the thread, which was given up, holds a carrier. One that does at two looks a second apart has had its
     * turn and does not end.
     *
     * @return whether that is so
     */
    boolean holdsCarrier() {
        boolean now = Carriers.holds(thread);
        boolean before = seenHolding;
        seenHolding = now;
        if (now && before && !holding) {
            holding = true;
            conduct().holdsCarrier(System.nanoTime());
        } else if (!now) {
            release();
        }
        return holding;
    }

    private void release() {
        if (holding) {
            holding = false;
            conduct().releasesCarrier();
        }
    }

    /** {@return whether the thread runs or would if it had a turn} */
    boolean wantsATurn() {
        return thread.getState() == Thread.State.RUNNABLE;
    }

    private Outcome goneOn() {
        return new Outcome(timedOut(), "its probe did not end at the deadline of " + seconds(timeout()) + ", nor "
                + GRACE.toMillis() + " ms after an interrupt; fix the plugin");
    }

    /** What computes waits for no server, so the server has not been late. */
    private Outcome spun() {
        return Outcome.inconclusive("its probe did not end at the deadline of " + seconds(timeout()) + ", nor "
                + GRACE.toMillis() + " ms after an interrupt, because its code goes on computing and waits "
                + "for no answer; nothing is known of the server; fix the plugin");
    }

    /** The plugin alone is the reason why this run goes on. */
    void blame() {
        answer(mistake(spun()));
        if (!blamed) {
            blamed = true;
            conduct().abandon(System.nanoTime());
        }
    }

    /**
     * The thread has ended. A plugin that was found going round in a loop is to blame even if, for all that others knew, it
     * might have had no turn: it took all turns there were.
     */
    void end() {
        if (thrownOut) {
            blame();
        }
        if (givenUp) {
            PluginGate.ended(thread);
            endStraying();
            release();
        }
        if (blamed) {
            conduct().abandonedEnded();
        }
    }
}
