package io.arapaima.nanny;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.EngineAlarm;
import io.arapaima.check.CheckResult;
import io.arapaima.check.Metric;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckSample;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.Verdict;
import io.arapaima.nanny.monitor.ClientMonitors;
import io.arapaima.nanny.monitor.MonitorFolders;
import io.arapaima.nanny.monitor.MonitoredServer;
import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.Memory;
import io.arapaima.nanny.plugin.Offer;
import io.arapaima.nanny.plugin.Troubles;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerException;

/**
 * Where schedule, runner, plugins and judge meet. What is known belongs to one thread, which never waits for anything:
 * plans, results and new offers are handed to it.
 */
final class Engine implements AutoCloseable {
    private static final Duration LONGEST_PLAN = Duration.ofMinutes(1);
    private static final System.Logger LOG = System.getLogger("nanny");

    private final Consumer<Message> hub;
    private final Troubles troubles;
    private final InstantSource clock;
    private final Roster roster = new Roster();
    private final CheckRunner runner;
    private final ClientMonitors<Probe> monitors;
    private final CheckSchedule schedule;
    private final Samples samples;
    // What comes after the end is of no interest to anybody.
    private final ExecutorService decider = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), EssentialThread.platform("engine").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile long takingSince;
    private final AtomicBoolean saysAlive = new AtomicBoolean();
    private final NetworkWatch network;
    private final Vitals vitals;
    private volatile Offer offer = Offer.NOTHING;
    private @Nullable CheckCatalogue told;
    /** By probe, what its last pass gave notice of; known to the deciding thread alone. */
    private final Map<Probe, String> noticed = new HashMap<>();

    /** The hub must take what it is told without waiting; hopeless when only a new process can help. */
    Engine(Consumer<Message> hub, Troubles troubles, InstantSource clock, MonitorFolders folders,
            BiConsumer<String, Map<Conduct, Long>> hopeless)
            throws SchedulerException {
        this.hub = hub;
        this.troubles = troubles;
        this.clock = clock;
        this.network = new NetworkWatch(troubles);
        var carriers = new Carriers();
        var punctuality = new Punctuality();
        runner = new CheckRunner(this::answered, carriers, punctuality);
        monitors = new ClientMonitors<>(folders, (probe, result) -> answered(probe, Outcome.of(result)));
        samples = new Samples(probe -> due(probe, System.nanoTime()), clock);
        schedule = new CheckSchedule((probe, due) -> Memory.guarded(() -> due(probe, due)).run());
        vitals = new Vitals(new Vitals.Watched(carriers, punctuality, runner, schedule, this::sayAlive), troubles,
                hopeless);
        vitals.start();
    }

    /** By the thread that decides, if it has its turn; a plan of 100,000 checks keeps it busy for some seconds, and is no trouble. */
    private void sayAlive() {
        long since = takingSince;
        if (since != 0 && System.nanoTime() - since < LONGEST_PLAN.toNanos()) {
            hub.accept(new Message.Alive());
        } else if (!saysAlive.getAndSet(true)) {
            decide(() -> {
                saysAlive.set(false);
                hub.accept(new Message.Alive());
            });
        }
    }

    /** Other checks are there from now on. */
    void offer(Offer now) {
        Offer before = offer;
        offer = now;
        decide(() -> {
            // What a probe of another version threw says nothing of this one.
            before.byName().values().stream().filter(check -> !now.find(check.name()).equals(Optional.of(check)))
                    .forEach(check -> troubles.over("check " + check.name()));
            CheckCatalogue catalogue = now.catalogue();
            if (!catalogue.equals(told)) {
                told = catalogue;
                hub.accept(new Message.Offered(catalogue));
            }
        });
    }

    Offer offer() {
        return offer;
    }

    /** {@return how many carriers the probes of each plugin hold at this moment} */
    Map<Conduct, Long> holders() {
        return runner.holders(Duration.ZERO);
    }

    /** Says what checks have found, a part a turn of the deciding thread: a verdict waits for one part at most. */
    void tell(CheckResults.CheckResultsQuery query) {
        decide(() -> tell(query.id(), query.names().isEmpty() ? roster.ids() : query.names(), 0));
    }

    private void tell(long id, List<String> checks, int from) {
        int to = Math.min(checks.size(), from + CheckResults.PART);
        boolean more = to < checks.size();
        hub.accept(new CheckResults(id, roster.reports(checks.subList(from, to)),
                more ? Optional.empty() : Optional.of(vitals.report()), more));
        if (more) {
            decide(() -> tell(id, checks, to));
        }
    }

    /** Other checks are wanted from now on. */
    void plan(List<PlannedCheck> checks) {
        decide(() -> {
            takingSince = System.nanoTime() | 1;
            try {
                take(checks);
            } finally {
                takingSince = 0;
            }
        });
    }

    private void take(List<PlannedCheck> checks) {
        List<PlannedCheck> possible = new ArrayList<>();
        List<Verdict> refused = new ArrayList<>();
        troubles.over("plan");
        for (PlannedCheck check : checks) {
            String objection = possible.size() >= PlanLimits.MAX_CHECKS
                    ? "it is beyond the limit of " + PlanLimits.MAX_CHECKS + " checks"
                    : PlanLimits.objection(check);
            if (objection.isEmpty()) {
                possible.add(check);
            } else {
                troubles.raise("plan", check.id(), new EngineAlarm.CheckNotRun(check.id(), objection));
                refused.add(Health.unknown(clock.instant()).inconclusive("not run: " + objection, clock.instant())
                        .verdict(check.id()));
            }
        }
        Set<Probe> leaving = new HashSet<>(roster.probes());
        roster.take(possible, clock.instant());
        Collection<Probe> now = roster.probes();
        Map<Probe, MonitoredServer> monitored = new HashMap<>();
        now.forEach(probe -> probe.monitored().ifPresent(server -> monitored.put(probe, server)));
        monitors.plan(monitored);
        setSchedule(now);
        leaving.removeAll(now);
        leaving.forEach(probe -> {
            troubles.clear(subject(probe), probe);
            notice(probe, Optional.empty());
        });
        List<Verdict> verdicts = new ArrayList<>(roster.verdicts());
        verdicts.addAll(refused);
        for (int from = 0; from == 0 || from < verdicts.size(); from += Message.CheckPlan.PART) {
            hub.accept(new Message.VerdictSnapshot(
                    List.copyOf(verdicts.subList(from, Math.min(verdicts.size(), from + Message.CheckPlan.PART)))));
        }
        LOG.log(Level.INFO, "plan: {0} checks by {1} probes", possible.size(), now.size());
    }

    private void setSchedule(Collection<Probe> probes) {
        try {
            schedule.set(probes);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the schedule does not take " + probes.size() + " probes", e);
        }
    }

    private void due(Probe probe, long dueNanos) {
        if (probe.monitored().isPresent()) {
            monitors.due(probe);
            return;
        }
        offer.find(probe.key().check()).ifPresentOrElse(check -> runner.start(probe, check, dueNanos),
                () -> answered(probe,
                        Outcome.inconclusive("no plugin offers a check of this name; put its jar into the "
                                + "plugins folder")));
    }

    /** Runs checks once for somebody who waits; what is planned and judged has no part in it. */
    void sample(CheckSample.SampleOrder order) {
        var _ = samples.take(order).thenAccept(hub);
    }

    /** Most results change nothing; they cost no turn of the deciding thread. */
    private void answered(Probe probe, Outcome outcome) {
        if (samples.heard(probe, outcome)) {
            return;
        }
        probe.found(outcome.result(), clock.millis());
        if (outcome.equals(CheckRun.COLD)) {
            schedule.again(probe);
        }
        boolean networkIsBack = NetworkWatch.answers(outcome.result()) && network.answered(probe);
        if (networkIsBack || !outcome.plainPass() || !probe.settled()) {
            probe.undecided();
            decide(() -> {
                boolean settles = false;
                try {
                    ended(probe, outcome);
                    settles = outcome.plainPass() && roster.settles(probe);
                } finally {
                    probe.decided(settles);
                }
            });
        }
    }

    private void ended(Probe probe, Outcome outcome) {
        List<String> ids = roster.servedBy(probe);
        if (ids.isEmpty()) {
            return;
        }
        if (NetworkWatch.answers(outcome.result())) {
            network.over(probe);
        }
        if (outcome.result() instanceof CheckResult.Failed failed && network.excuse(probe, failed).isPresent()) {
            probe.excused();
            if (network.silent()) {
                schedule.again(probe);
            }
            return;
        }
        String subject = subject(probe);
        if (outcome.trouble().isEmpty()) {
            troubles.clear(subject, probe);
        } else {
            troubles.raise(subject, probe, new Reason.Said(probe.label() + ": " + outcome.trouble()));
        }
        roster.judge(probe, outcome.result(), clock.instant()).forEach(verdict -> {
            // The hub tells what became of it.
            LOG.log(Level.DEBUG, () -> verdict.check() + ": " + verdict.state()
                    + (verdict.share().equals(Share.WHOLE) ? "" : ", asks for " + verdict.share())
                    + " (" + verdict.why() + ")"
                    + verdict.inconclusive().map(i -> ", not judged now: " + i.why()).orElse(""));
            hub.accept(new Message.VerdictChanged(verdict));
        });
        if (outcome.result() instanceof CheckResult.Passed passed) {
            passed.metrics().stream().filter(metric -> metric.name().equals(Metric.LOAD)).forEach(
                    metric -> ids.forEach(id -> hub.accept(new Message.LoadReported(id, metric.value()))));
            notice(probe, passed.notice());
        }
    }

    /** The server is well; somebody should know all the same, until a pass says otherwise or the probe leaves. */
    private void notice(Probe probe, Optional<CheckResult.Notice> now) {
        String subject = now.map(notice -> notice.subject() + " of " + probe.label()).orElse("");
        String before = now.isEmpty() ? noticed.remove(probe) : noticed.put(probe, subject);
        if (before != null && !before.equals(subject)) {
            troubles.clear(before, probe);
        }
        now.ifPresent(notice -> troubles.raise(subject, probe, new Reason.Said(notice.text())));
    }

    private static String subject(Probe probe) {
        return "check " + probe.key().check();
    }

    private void decide(Runnable decision) {
        decider.execute(Memory.guarded(() -> {
            try {
                decision.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "defect in the check engine", e);
                troubles.raise("engine", "defect", new EngineAlarm.EngineDefect());
            }
        }));
    }

    /** Stops in the reverse order of starting. */
    @Override
    public void close() throws SchedulerException {
        vitals.close();
        schedule.close();
        runner.close();
        monitors.close();
        decider.shutdownNow();
    }
}
