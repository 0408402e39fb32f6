package io.arapaima.nanny;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.OfferedCheck;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs probes, each on a virtual thread of its own that bears its name, and ends them at their deadline: an interrupt, a
 * short grace, and then the thread is given up. The plugin is to blame when such a thread turns out to spin or is still
 * there a second later; one that only waited for its turn on a busy machine is not. Thread-safe; starting never blocks.
 */
public final class CheckRunner implements AutoCloseable {
    /** 10,000: 5,000 starts a second of servers that hang for 2 s; each holds a socket and some 10 kB. */
    public static final int MAX_RUNNING = 2 * Conduct.MAX_RUNNING;
    /** What a probe that was given up may take to end once it has its turn. */
    static final Duration PATIENCE = Duration.ofSeconds(1);
    /** What all plugins together may take to notice the end. */
    static final Duration STOP_LIMIT = Duration.ofMillis(300);

    private final BiConsumer<Probe, Outcome> listener;
    private final Carriers carriers;
    private final Punctuality punctuality;
    private final Semaphore places = new Semaphore(MAX_RUNNING);
    private final Set<CheckRun> running = ConcurrentHashMap.newKeySet();
    /** Given up, and not known yet whether they spin or have had no turn. */
    private final Set<CheckRun> undecided = ConcurrentHashMap.newKeySet();
    /** Given up, the plugin is to blame, and not ended. */
    private final Set<CheckRun> stray = ConcurrentHashMap.newKeySet();
    private final Deadlines deadlines = new Deadlines(this::overdue);
    private final LongAdder overlaps = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private volatile boolean stopping;

    CheckRunner(BiConsumer<Probe, Outcome> listener, Carriers carriers, Punctuality punctuality) {
        this.listener = listener;
        this.carriers = carriers;
        this.punctuality = punctuality;
        deadlines.start();
    }

    /** Starts a probe, unless its last start has no answer yet or there is no place for it. */
    void start(Probe probe, OfferedCheck offered, long dueNanos) {
        if (stopping || !probe.begin()) {
            overlaps.increment();
            return;
        }
        String objection = offered.conduct().objection(System.nanoTime());
        if (!objection.isEmpty()) {
            end(probe, Outcome.inconclusive(objection));
        } else if (probe.strays()) {
            end(probe, Outcome.inconclusive("its last start was given up and still runs; fix the plugin"));
        } else if (!places.tryAcquire()) {
            refuse(probe);
        } else if (!offered.conduct().enter()) {
            places.release();
            refuse(probe);
        } else {
            var run = new CheckRun(probe, offered, own -> run(own, dueNanos), end -> end(probe, trusted(probe, end)));
            running.add(run);
            run.thread().start();
        }
    }

    private void refuse(Probe probe) {
        refusals.increment();
        probe.end();
    }

    private void run(CheckRun run, long dueNanos) {
        long late = System.nanoTime() - dueNanos;
        punctuality.add(late, run.intervalMillis());
        carriers.late(late);
        long deadline = deadlines.watch(run, run.timeout());
        try {
            run.ask();
        } finally {
            deadlines.forget(deadline, run);
            ended(run);
            run.conduct().leave();
            places.release();
        }
    }

    private void ended(CheckRun run) {
        synchronized (run) {
            if (!running.remove(run)) {
                undecided.remove(run);
                stray.remove(run);
            }
            run.end();
        }
    }

    /** {@return when to look again; zero = never} */
    private Duration overdue(CheckRun run) {
        if (!run.interrupted()) {
            run.interrupt();
            return CheckRun.GRACE;
        }
        synchronized (run) {
            if (running.remove(run)) {
                run.giveUp();
                undecided.add(run);
                watchTurns();
            } else if (undecided.contains(run) && (run.holdsCarrier() || !carriers.distrusted(run.timeout()))) {
                run.blame();
                undecided.remove(run);
                stray.add(run);
            } else if (stray.contains(run)) {
                run.holdsCarrier();
            }
            return undecided.contains(run) || stray.contains(run) ? PATIENCE : Duration.ZERO;
        }
    }

    /** Each may hold a carrier; when there are more of them, the others have had no turn since they were interrupted. */
    private void watchTurns() {
        if (undecided.stream().filter(CheckRun::wantsATurn).limit(Carriers.COUNT + 1L).count() > Carriers.COUNT) {
            carriers.starved();
        }
    }

    /** What comes too late while virtual threads had no turn says nothing; that is the engine's trouble, not the check's. */
    private Outcome trusted(Probe probe, Outcome outcome) {
        boolean timeout = outcome.result() instanceof CheckResult.Failed(var reason, var _) && reason == Reason.TIMEOUT;
        boolean tooLate = outcome.equals(CheckRun.LATE);
        if ((tooLate || (timeout && outcome.trouble().isEmpty())) && probe.cold()) {
            return CheckRun.COLD;
        }
        boolean late = timeout || tooLate;
        return late && carriers.distrusted(probe.key().timing().timeout())
                ? new Outcome(new CheckResult.Inconclusive("no answer in time, nor did this process get its turn"), "")
                : outcome;
    }

    private void end(Probe probe, Outcome outcome) {
        probe.end();
        if (!stopping) {
            listener.accept(probe, outcome);
        }
    }

    /**
     * {@return how many carriers each plugin holds at this moment by probes that have run for so long; asked when nothing
     * else runs}
     */
    Map<Conduct, Long> holders(Duration atLeast) {
        return Stream.of(running, undecided, stray).flatMap(Set::stream)
                .filter(run -> run.age().compareTo(atLeast) > 0 && run.wantsATurn() && Carriers.holds(run.thread()))
                .collect(Collectors.groupingBy(CheckRun::conduct, Collectors.counting()));
    }

    /** {@return whether so many probes that do not end hold carriers that no other can have its turn again} */
    boolean blocked() {
        return stray.stream().filter(run -> Carriers.holds(run.thread())).limit(Carriers.COUNT)
                .count() >= Carriers.COUNT;
    }

    /** {@return starts that were left out because the one before had no answer yet} */
    long overlaps() {
        return overlaps.sum();
    }

    /** {@return starts that were left out because too many probes ran} */
    long refusals() {
        return refusals.sum();
    }

    /** Interrupts what runs, waits a moment for it, and abandons the rest. */
    @Override
    public void close() {
        stopping = true;
        running.forEach(CheckRun::interrupt);
        deadlines.close();
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            while (!running.isEmpty() && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.forEach(this::leaveAlone);
    }

    private void leaveAlone(CheckRun run) {
        synchronized (run) {
            if (running.remove(run)) {
                run.giveUp();
            }
        }
    }
}
