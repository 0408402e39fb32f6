package io.arapaima.nanny;

import io.arapaima.check.CheckResult;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The planned checks with what is known of each, and the probes that serve them: equal ones are served by one probe.
 * No clock, no thread. Not thread-safe: owned by the engine's thread.
 */
final class Roster {
    private Map<String, Watch> watches = Map.of();
    private Map<Probe, Served> served = Map.of();

    private static final class Watch {
        final PlannedCheck planned;
        final HealthJudge judge;
        final Probe probe;
        Health health;

        Watch(PlannedCheck planned, Probe probe, Health health) {
            this.planned = planned;
            this.probe = probe;
            this.judge = new HealthJudge(planned.judging(), planned.timing().interval());
            this.health = health;
        }
    }

    private record Served(Probe probe, List<Watch> watches) {}

    /**
     * Takes a new plan. A check that asks the same of the same server keeps what is known of it, however often it asks and
     * however it is judged from now on; a probe that did not change keeps running. Everything else is unknown.
     */
    void take(List<PlannedCheck> plan, Instant now) {
        Map<String, Watch> nextWatches = new LinkedHashMap<>();
        Map<ProbeKey, Probe> before = new HashMap<>();
        served.keySet().forEach(probe -> before.put(probe.key(), probe));
        Map<ProbeKey, Served> next = new LinkedHashMap<>();
        for (PlannedCheck planned : plan) {
            ProbeKey key = ProbeKey.of(planned);
            Served by = next.computeIfAbsent(key, _ -> new Served(
                    before.computeIfAbsent(key, _ -> new Probe(key, planned.id())), new ArrayList<>()));
            var watch = new Watch(planned, by.probe(), health(watches.get(planned.id()), planned, now));
            nextWatches.put(planned.id(), watch);
            by.watches().add(watch);
        }
        before.values().forEach(Probe::unsettle);
        watches = nextWatches;
        served = new LinkedHashMap<>();
        next.values().forEach(each -> served.put(each.probe(), each));
    }

    private static Health health(@Nullable Watch before, PlannedCheck planned, Instant now) {
        return before != null && ProbeKey.of(before.planned).asksTheSame(ProbeKey.of(planned))
                ? before.health
                : Health.unknown(now);
    }

    /** {@return each probe once} */
    Collection<Probe> probes() {
        return List.copyOf(served.keySet());
    }

    /** {@return the identities of the planned checks that a probe serves; empty when the plan has changed meanwhile} */
    List<String> servedBy(Probe probe) {
        Served by = served.get(probe);
        return by == null ? List.of() : by.watches().stream().map(watch -> watch.planned.id()).toList();
    }

    /** {@return the verdicts that a result changes} */
    List<Verdict> judge(Probe probe, CheckResult result, Instant now) {
        List<Verdict> changed = new ArrayList<>();
        Served by = served.get(probe);
        for (Watch watch : by == null ? List.<Watch>of() : by.watches()) {
            Health before = watch.health;
            watch.health = watch.judge.judge(before, result, now);
            if (watch.health.state() != before.state() || !watch.health.share().equals(before.share())
                    || !watch.health.told().equals(before.told())) {
                changed.add(watch.health.verdict(watch.planned.id()));
            }
        }
        return changed;
    }

    /** {@return whether one more pass would change nothing that is known} */
    boolean settles(Probe probe) {
        Served by = served.get(probe);
        return by != null && by.watches().stream().allMatch(watch -> watch.judge.settled(watch.health));
    }

    /** {@return the identities of all planned checks, in the plan's order} */
    List<String> ids() {
        return List.copyOf(watches.keySet());
    }

    /** {@return what is known of these checks, without those that are not planned} */
    List<CheckResults.Report> reports(List<String> ids) {
        return ids.stream().map(watches::get).filter(Objects::nonNull).map(Roster::report).toList();
    }

    private static CheckResults.Report report(Watch watch) {
        Health is = watch.health;
        return new CheckResults.Report(watch.planned.id(), Optional.empty(), is.state(), is.since(),
                watch.judge.progress(is), watch.probe.last().map(Roster::last), is.told());
    }

    static CheckResults.LastResult last(Probe.LastRun run) {
        Instant at = Instant.ofEpochMilli(run.atMillis());
        return switch (run.result()) {
            case CheckResult.Passed passed -> new CheckResults.LastResult(at, run.took(), CheckResults.Result.PASSED,
                    passed.text(), run.counted());
            case CheckResult.Failed(var reason, var text) -> new CheckResults.LastResult(at, run.took(),
                    CheckResults.Result.FAILED, reason + (text.isEmpty() ? "" : ": " + text), run.counted());
            case CheckResult.Inconclusive(var cause) -> new CheckResults.LastResult(at, run.took(),
                    CheckResults.Result.INCONCLUSIVE, cause, run.counted());
        };
    }

    /** {@return one verdict for each planned check, in the plan's order} */
    List<Verdict> verdicts() {
        return watches.entrySet().stream().map(e -> e.getValue().health.verdict(e.getKey())).toList();
    }
}
