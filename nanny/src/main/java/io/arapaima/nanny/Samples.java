package io.arapaima.nanny;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckResults.LastResult;
import io.arapaima.ipc.CheckSample;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.nanny.monitor.MonitoredServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Checks that somebody wants to see run once. Their results go to whoever asked and to nobody else: no verdict, no trouble, no load. What has
 * not answered after {@link #LIMIT} is not waited for. Thread-safe; nothing blocks.
 */
final class Samples {
    /** More than most checks may take, and less than a browser waits. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private final Consumer<Probe> start;
    private final InstantSource clock;
    private final Map<Probe, CompletableFuture<LastResult>> waiting = new ConcurrentHashMap<>();

    /**
     * Without orders.
     *
     * @param start starts a probe, whose outcome comes to {@link #heard}
     * @param clock wall clock
     */
    Samples(Consumer<Probe> start, InstantSource clock) {
        this.start = start;
        this.clock = clock;
    }

    /** {@return all results, once they are there} */
    CompletableFuture<CheckSample> take(CheckSample.SampleOrder order) {
        List<PlannedCheck> checks = order.checks().stream().limit(CheckSample.MOST).toList();
        List<CompletableFuture<CheckSample.Found>> coming = checks.stream()
                .map(check -> found(check).thenApply(result -> new CheckSample.Found(check.id(), result))).toList();
        return CompletableFuture.allOf(coming.toArray(CompletableFuture[]::new)).thenApply(
                _ -> new CheckSample(order.id(), coming.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<LastResult> found(PlannedCheck check) {
        Optional<String> objection = objection(check);
        if (objection.isPresent()) {
            return CompletableFuture.completedFuture(inconclusive("not run: " + objection.get()));
        }
        var probe = new Probe(ProbeKey.of(check), check.id());
        var found = new CompletableFuture<LastResult>();
        waiting.put(probe, found);
        start.accept(probe);
        return found.completeOnTimeout(inconclusive("no answer within " + LIMIT.toSeconds()
                + " s, and nobody waits longer for a check that is only tried"), LIMIT.toMillis(),
                TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> waiting.remove(probe));
    }

    private static Optional<String> objection(PlannedCheck check) {
        return check.check().equals(MonitoredServer.CHECK)
                ? Optional.of("client_monitor is a program that watches for good and cannot be asked once")
                : Optional.of(PlanLimits.objection(check)).filter(text -> !text.isEmpty());
    }

    private LastResult inconclusive(String why) {
        return new LastResult(clock.instant(), Duration.ZERO, CheckResults.Result.INCONCLUSIVE, why,
                /* counted= */ false);
    }

    /** {@return whether the outcome is of a probe that is only tried, and so of no meaning to anybody else} */
    boolean heard(Probe probe, Outcome outcome) {
        CompletableFuture<LastResult> asked = waiting.get(probe);
        if (asked == null) {
            return false;
        }
        if (outcome.equals(CheckRun.COLD)) {
            start.accept(probe);
            return true;
        }
        probe.found(outcome.result(), clock.millis());
        probe.excused();
        probe.last().map(Roster::last).ifPresent(asked::complete);
        return true;
    }
}
