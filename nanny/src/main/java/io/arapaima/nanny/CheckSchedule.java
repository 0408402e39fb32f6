package io.arapaima.nanny;

import io.arapaima.daemon.EssentialThread;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;

/**
 * Says when which probe is due. An interval is divided into slots of 40 ms; a slot that has probes is one Quartz trigger,
 * which starts them all. (A trigger for each check was measured too: README.) A probe's slot follows from its identity,
 * and slots are laid on the wall clock from its zero, so phases survive plans and restarts. A new probe is started out of
 * turn first ({@link FirstStarts}); its slot counts from half an interval later on.
 */
final class CheckSchedule implements AutoCloseable {
    /** Short against every interval in use, long against the cost of a trigger. */
    static final long SLOT_MILLIS = 40;

    /** At the greatest rate of first starts these are ten at a time. */
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final System.Logger LOG = System.getLogger("nanny");
    private static final AtomicLong INSTANCES = new AtomicLong();

    private final Scheduler scheduler;
    private final ObjLongConsumer<Probe> starter;
    private final ScheduledExecutorService firstStarter = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("first-starts").daemon().factory());
    private final FirstStarts first = new FirstStarts();
    private volatile Map<TriggerKey, List<Probe>> slots = Map.of();

    /** A turn of an interval. */
    private record Slot(long intervalMillis, long phaseMillis) {
        static Slot of(Probe probe) {
            long interval = probe.key().intervalMillis();
            return new Slot(interval, probe.key().phaseMillis() / SLOT_MILLIS * SLOT_MILLIS);
        }

        TriggerKey key() {
            return new TriggerKey(phaseMillis + " ms", "every " + intervalMillis + " ms");
        }

        Trigger trigger() {
            long now = System.currentTimeMillis();
            return TriggerBuilder.newTrigger().withIdentity(key()).forJob("probes")
                    .startAt(Date.from(Instant.ofEpochMilli(now + Math.floorMod(phaseMillis - now, intervalMillis))))
                    .withSchedule(SimpleScheduleBuilder.simpleSchedule().withIntervalInMilliseconds(intervalMillis)
                            .repeatForever().withMisfireHandlingInstructionIgnoreMisfires())
                    .build();
        }
    }

    /** The starter is called with each probe when it is due, and that time on the clock of System.nanoTime(). */
    CheckSchedule(ObjLongConsumer<Probe> starter) throws SchedulerException {
        this.starter = starter;
        String name = "nanny-" + INSTANCES.incrementAndGet();
        var factory = DirectSchedulerFactory.getInstance();
        factory.createScheduler(name, name, new FanOutThreads(), new RAMJobStore());
        scheduler = factory.getScheduler(name);
        Job firing = this::fire;
        scheduler.setJobFactory((_, _) -> firing);
        scheduler.addJob(JobBuilder.newJob(Job.class).withIdentity("probes").storeDurably().build(), true);
        scheduler.start();
    }

    /** Runs these probes from now on, and no others. */
    synchronized void set(Collection<Probe> probes) throws SchedulerException {
        Set<Probe> fresh = new LinkedHashSet<>(probes);
        first.retain(fresh);
        slots.values().forEach(fresh::removeAll);
        fresh.forEach(Probe::awaitFirstStart);
        boolean idle = first.next().isEmpty();
        first.add(fresh, System.nanoTime());
        lay(probes);
        if (idle && !fresh.isEmpty()) {
            startFirst();
        }
    }

    /** Starts a probe of the schedule soon, out of turn. */
    synchronized void again(Probe probe) {
        boolean idle = first.next().isEmpty();
        first.again(probe, System.nanoTime());
        if (idle) {
            later(SHORTEST_WAIT_NANOS);
        }
    }

    private void later(long nanos) {
        if (!firstStarter.isShutdown()) {
            var _ = firstStarter.schedule(EssentialThread.task(this::startFirst), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void startFirst() {
        long now = System.nanoTime();
        for (FirstStarts.Turn turn : first.due(now)) {
            turn.probe().startFirst(now);
            try {
                starter.accept(turn.probe(), turn.dueNanos());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "defect at the first start of " + turn.probe().label(), e);
            }
        }
        first.next().ifPresent(at -> later(Math.max(SHORTEST_WAIT_NANOS, at - System.nanoTime())));
    }

    private void lay(Collection<Probe> probes) throws SchedulerException {
        Map<Slot, List<Probe>> wanted = probes.stream().collect(Collectors.groupingBy(Slot::of));
        Set<TriggerKey> obsolete = new HashSet<>(slots.keySet());
        Map<TriggerKey, List<Probe>> next = new HashMap<>();
        wanted.forEach((slot, members) -> next.put(slot.key(), List.copyOf(members)));
        obsolete.removeAll(next.keySet());
        Set<TriggerKey> known = slots.keySet();
        slots = next;
        for (TriggerKey key : obsolete) {
            scheduler.unscheduleJob(key);
        }
        for (Slot slot : wanted.keySet()) {
            if (!known.contains(slot.key())) {
                scheduler.scheduleJob(slot.trigger());
            }
        }
    }

    /**
     * After a step of the wall clock, by which Quartz goes: without this, a step back by an hour would mean an hour without
     * checks.
     */
    synchronized void layAnew() throws SchedulerException {
        List<Probe> probes = slots.values().stream().flatMap(List::stream).toList();
        lay(List.of());
        lay(probes);
    }

    private void fire(JobExecutionContext firing) {
        Instant now = Instant.now();
        Trigger trigger = firing.getTrigger();
        Date next = trigger.getNextFireTime();
        if (next != null && !next.toInstant().isAfter(now)) {
            // This process did not get its turn for a whole interval; the next firing is due already, one is enough.
            return;
        }
        long lateNanos = Duration.between(firing.getScheduledFireTime().toInstant(), now).toNanos();
        long dueNanos = System.nanoTime() - lateNanos;
        slots.getOrDefault(trigger.getKey(), List.of()).forEach(probe -> {
            if (probe.inTurn(dueNanos)) {
                starter.accept(probe, dueNanos);
            }
        });
    }

    @Override
    public void close() throws SchedulerException {
        firstStarter.shutdownNow();
        scheduler.shutdown(/* waitForJobsToComplete= */ false);
    }
}
