package io.arapaima.nanny;

import io.arapaima.ipc.reason.EngineAlarm;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.ipc.CheckResults;
import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.Memory;
import io.arapaima.nanny.plugin.Troubles;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerException;

/** The engine watches itself: carriers, punctuality, places, and the wall clock. On a platform thread of its own. */
final class Vitals implements AutoCloseable {
    /** Beats between two assessments: 5 s, a few hundred starts of a large director. */
    private static final int BEATS = 50;
    private static final int A_SECOND = 10;
    /** One start in this many may be late; more are no accident. */
    private static final int TOLERATED = 100;
    /** Bad assessments in a row before it is a trouble: a burst of compilation at the start is none. */
    private static final int PATIENCE = 3;
    /** A step of the wall clock worth laying the schedule anew: below the shortest interval that sites use. */
    private static final long STEP_MILLIS = 500;
    private static final Duration STARVED = Duration.ofSeconds(5);
    /** Long enough for a burst, short enough for the operator: then only a new process helps. */
    private static final Duration HOPELESS = Duration.ofSeconds(30);
    private static final String ENGINE = "engine";
    private static final System.Logger LOG = System.getLogger("nanny");

    private final Carriers carriers;
    private final Punctuality punctuality;
    private final CheckRunner runner;
    private final CheckSchedule schedule;
    private final Runnable aSecond;
    private final Troubles troubles;
    private final BiConsumer<String, Map<Conduct, Long>> hopeless;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("vitals").daemon().factory());
    private long wallAheadMillis = wallAheadMillis();
    private long beats;
    private volatile EssentialThread.@Nullable Turns turns;
    private long overdueBefore;
    private long refusalsBefore;
    private int badInARow;
    private volatile Lateness lately = new Lateness();

    /** What is watched, and what is to be done each second. */
    record Watched(Carriers carriers, Punctuality punctuality, CheckRunner runner, CheckSchedule schedule,
            Runnable aSecond) {}

    /** Hopeless is called with a sentence and who holds how many carriers when only a new process can help. */
    Vitals(Watched watched, Troubles troubles, BiConsumer<String, Map<Conduct, Long>> hopeless) {
        this.carriers = watched.carriers();
        this.punctuality = watched.punctuality();
        this.runner = watched.runner();
        this.schedule = watched.schedule();
        this.aSecond = watched.aSecond();
        this.troubles = troubles;
        this.hopeless = hopeless;
    }

    void start() {
        var _ = thread.scheduleAtFixedRate(Memory.guarded(this::beat), 0, Carriers.BEAT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            turn();
            watchCarriers(carriers.silence());
            carriers.beat();
            watchClock();
            if (++beats % A_SECOND == 0) {
                aSecond.run();
            }
            if (beats % BEATS == 0) {
                watchPunctuality();
                watchPlaces();
            }
        } catch (RuntimeException | SchedulerException e) {
            LOG.log(Level.ERROR, "defect while the engine watches itself", e);
        }
    }

    private void turn() {
        EssentialThread.Turns watched = turns;
        if (watched == null) {
            watched = EssentialThread.watch(HOPELESS);
            turns = watched;
        }
        watched.turn();
    }

    private void watchCarriers(Duration silence) {
        if (silence.compareTo(HOPELESS) > 0 || (silence.compareTo(STARVED) > 0 && runner.blocked())) {
            hopeless.accept("no check has had its turn for " + silence.toSeconds() + " s", runner.holders(STARVED));
        } else if (silence.compareTo(STARVED) > 0) {
            troubles.raise(ENGINE, "carriers", new EngineAlarm.ChecksStarved(silence.toSeconds()));
        } else {
            troubles.clear(ENGINE, "carriers");
        }
    }

    private void watchClock() throws SchedulerException {
        long ahead = wallAheadMillis();
        long step = ahead - wallAheadMillis;
        if (Math.abs(step) > STEP_MILLIS) {
            wallAheadMillis = ahead;
            LOG.log(Level.INFO, "the wall clock stepped by {0} ms; the schedule is laid anew", Long.toString(step));
            schedule.layAnew();
        }
    }

    private static long wallAheadMillis() {
        return System.currentTimeMillis() - System.nanoTime() / 1_000_000;
    }

    private void watchPunctuality() {
        lately = punctuality.turnOver();
        long overdue = punctuality.overdue() - overdueBefore;
        overdueBefore += overdue;
        badInARow = overdue * TOLERATED > lately.starts() ? badInARow + 1 : 0;
        if (badInARow >= PATIENCE) {
            troubles.raise(ENGINE, "late", new EngineAlarm.ChecksLate(lately.toString()));
        } else if (badInARow == 0) {
            troubles.clear(ENGINE, "late");
        }
    }

    private void watchPlaces() {
        long refusals = runner.refusals() - refusalsBefore;
        refusalsBefore += refusals;
        if (refusals > 0) {
            troubles.raise(ENGINE, "places", new EngineAlarm.TooManyProbes(refusals, CheckRunner.MAX_RUNNING,
                    Conduct.MAX_RUNNING));
        } else {
            troubles.clear(ENGINE, "places");
        }
    }

    /** {@return how the engine keeps up, for windows on the director} */
    CheckResults.Engine report() {
        Lateness measured = lately;
        return new CheckResults.Engine(measured.starts(), measured.quantile(0.5), measured.quantile(0.99),
                measured.greatest(), runner.overlaps(), runner.refusals());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        EssentialThread.Turns watched = turns;
        if (watched != null) {
            watched.close();
        }
        LOG.log(Level.INFO, "{0}; in the last 5 s {1}; {2} left out because the one before still ran, {3} for want of "
                + "places", punctuality.total(), lately, Long.toString(runner.overlaps()),
                Long.toString(runner.refusals()));
    }
}
