package io.arapaima.manager;

import io.arapaima.config.LoadMode;
import io.arapaima.dataplane.Destination;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The weights on the move: who is on the ramp, who follows its load, and when the next step is due. One thread. */
final class Weights {
    private final Map<String, Moving> moving = new HashMap<>();
    private final Map<String, Double> readings = new HashMap<>();

    /** One server in service. Times are nanoseconds of the caller's monotonic clock. */
    private record Moving(int configured, int current, String why, long nextStepNanos) {}

    /**
     * A weight and its cause.
     *
     * @param weight what the server gets
     * @param why what moved it away from the configured weight; empty when nothing did
     */
    record Weighed(int weight, String why) {}

    /** Takes a reading of the load monitor; with {@code load_mode = inverse} it counts at once. */
    void load(Topology.Member member, double load, long nowNanos) {
        readings.put(member.id(), load);
        if (member.virtual().loadMode() == LoadMode.INVERSE) {
            moving.computeIfPresent(member.id(), (_, m) -> new Moving(m.configured(), m.current(), m.why(), nowNanos));
        }
    }

    OptionalDouble lastLoad(Topology.Member member) {
        Double reading = readings.get(member.id());
        return reading == null ? OptionalDouble.empty() : OptionalDouble.of(reading);
    }

    /** Makes the steps that are due, starts the ramp of who entered service, forgets who left. */
    Map<String, Weighed> advance(Topology topology, Facts facts, long nowNanos) {
        var gone = new HashMap<>(moving);
        for (Topology.Group group : topology.groups()) {
            for (Topology.Member member : group.members()) {
                if (inService(member, facts)) {
                    gone.remove(member.id());
                    Moving was = moving.get(member.id());
                    moving.put(member.id(), was == null
                            ? entered(group, member, facts, nowNanos)
                            : stepped(member, reconfigured(member, was), nowNanos));
                }
            }
        }
        gone.keySet().forEach(moving::remove);
        var weights = new HashMap<String, Weighed>();
        moving.forEach((id, m) -> weights.put(id, new Weighed(m.current(), m.why())));
        return weights;
    }

    private static boolean inService(Topology.Member member, Facts facts) {
        return facts.health(member).state() == Verdict.State.UP && facts.override(member) != Action.FORCE_DOWN;
    }

    /**
     * A weight that is found in the table is adopted: a restarted director starts no ramp anew. Above the configured
     * weight only a load monitor has brought it, or nobody who counts.
     */
    private static Moving entered(Topology.Group group, Topology.Member member, Facts facts, long nowNanos) {
        int found = facts.held(group.service().key()).flatMap(e -> e.destination(member.key()))
                .map(Destination::weight).orElse(0);
        int configured = member.configuredWeight();
        int start = WeightController.start(configured, member.virtual().slowStart());
        int adopted = member.loadId().isPresent() ? found : Math.min(found, configured);
        int weight = configured == 0 ? 0 : Math.max(adopted, start);
        String why = weight == configured ? "" : adopted > start ? "as found in the table" : "slow start";
        return new Moving(configured, weight, why, nowNanos + period(member));
    }

    private static Moving reconfigured(Topology.Member member, Moving was) {
        int configured = member.configuredWeight();
        if (configured == was.configured()) {
            return was;
        }
        boolean onRamp = was.current() < was.configured() && was.current() < configured;
        return new Moving(configured, onRamp ? Math.max(1, was.current()) : configured, onRamp ? was.why() : "",
                was.nextStepNanos());
    }

    private Moving stepped(Topology.Member member, Moving was, long nowNanos) {
        if (nowNanos - was.nextStepNanos() < 0) {
            return was;
        }
        boolean followsLoad = member.loadId().isPresent();
        OptionalDouble load = followsLoad ? lastLoad(member) : OptionalDouble.empty();
        int next = WeightController.step(was.configured(), was.current(), load, member.virtual().loadMode());
        return new Moving(was.configured(), next, cause(was, next, load), nowNanos + period(member));
    }

    private static String cause(Moving was, int next, OptionalDouble load) {
        if (next == was.configured()) {
            return "";
        } else if (next == was.current()) {
            return was.why();
        }
        boolean ramp = load.isEmpty() || (was.current() < was.configured() && next == 2 * was.current());
        return ramp ? "slow start" : "load " + load.getAsDouble();
    }

    private static long period(Topology.Member member) {
        Duration interval = member.virtual().check(member.server()).interval();
        return WeightController.stepPeriod(interval).toNanos();
    }

    /** When the next step is due; empty when nothing moves. */
    Optional<Long> nextStepNanos() {
        return moving.values().stream().map(Moving::nextStepNanos).min(Long::compare);
    }
}
