package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.planner.Loads;
import io.arapaima.planner.Topology;
import io.arapaima.planner.Undecided;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What checks have said, and the way to the engine that runs them. For the director's thread. */
final class Findings {
    private final FailoverKeeper failovers;
    private final LongSupplier nanoTime;
    private final EngineLink engine;
    private final Undecided undecided = new Undecided();
    private final Loads loads = new Loads();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private List<PlannedCheck> sentForFailover = List.of();

    /**
     * Knows nothing yet.
     *
     * @param failovers whose checks run too
     * @param nanoTime monotonic clock
     * @param clock wall clock, for showing
     */
    Findings(FailoverKeeper failovers, LongSupplier nanoTime, InstantSource clock) {
        this.failovers = failovers;
        this.nanoTime = nanoTime;
        engine = new EngineLink(nanoTime, clock);
    }

    void came(Consumer<Message.CheckPlan> link) {
        engine.came(link);
    }

    void left(Consumer<Message.CheckPlan> link) {
        if (engine.left(link)) {
            undecided.nannyLeft();
        }
    }

    boolean connected() {
        return engine.connected();
    }

    /** Why the engine keeps this director from being active; {@link Reason#NONE} = it does not. */
    Reason trouble(boolean hardShutdown) {
        return engine.trouble(hardShutdown);
    }

    /** Has these checks run, those of failover services beside them, and no others. */
    void send(List<PlannedCheck> checks) {
        sentForFailover = failovers.checks();
        List<PlannedCheck> all = Stream.concat(checks.stream(), sentForFailover.stream()).toList();
        undecided.plan(all);
        engine.send(all);
    }

    /** Whether failover services want other checks than were sent. */
    boolean outdated() {
        return !failovers.checks().equals(sentForFailover);
    }

    /** What was known before this process, as far as it still holds. */
    void adopt(List<Verdict> held) {
        held.forEach(v -> verdicts.put(v.check(), v));
    }

    /** Forgets checks that are no more. */
    void retain(List<PlannedCheck> checks) {
        Set<String> known = checks.stream().map(PlannedCheck::id).collect(Collectors.toSet());
        verdicts.keySet().retainAll(known);
    }

    /** Not knowing yet never replaces knowing: a restarted nanny starts with no opinion, the old one holds meanwhile. */
    void judged(Verdict verdict) {
        undecided.heard(verdict, nanoTime.getAsLong());
        if (!failovers.judged(verdict) && verdict.state() != Verdict.State.UNKNOWN) {
            verdicts.put(verdict.check(), verdict.decided());
        }
    }

    void load(Topology topology, String check, double load) {
        topology.weighedBy(check).forEach(m -> loads.read(m, load, nanoTime.getAsLong()));
    }

    /** {@return the last verdict of each check} */
    Map<String, Verdict> verdicts() {
        return verdicts;
    }

    Loads loads() {
        return loads;
    }

    Undecided.Known undecided() {
        return undecided.known(nanoTime.getAsLong());
    }
}
