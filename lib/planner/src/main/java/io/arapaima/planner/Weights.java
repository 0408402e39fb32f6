package io.arapaima.planner;

import io.arapaima.config.LoadMode;
import io.arapaima.config.WeightSettings;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The weights on the move: who is on the ramp, who follows its load, and when the next step is due. One thread. */
public final class Weights {
    private static final String SLOW_START = "slow start";
    /** An even rise has so many steps, but not more than one a second. */
    private static final int RISE_STEPS = 50;

    private final Map<String, Moving> moving = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final Loads loads = new Loads();

    /**
     * One server in service. Times are nanoseconds of the caller's monotonic clock.
     *
     * @param rising since when it rises evenly; empty = it does not
     * @param ratio what {@code steady} wants, as a multiple of the configured weight
     */
    private record Moving(int configured, int current, double ratio, String why, Optional<Long> rising,
            long nextStepNanos) {
        Moving next(int weight, double wanted, String cause, long at) {
            return new Moving(configured, weight, wanted, weight == configured ? "" : cause, rising, at);
        }
    }

    /**
     * A weight and its cause.
     *
     * @param weight what the server gets
     * @param why what moved it away from the configured weight; empty when nothing did
     */
    record Weighed(int weight, String why) {}

    /** Takes a reading of a load monitor or a check; with {@code load_mode = inverse} it counts at once. */
    public void load(Topology.Member member, double load, long nowNanos) {
        loads.read(member, load, nowNanos);
        if (settings(member).loadMode() == LoadMode.INVERSE) {
            moving.computeIfPresent(member.id(), (_, m) -> m.next(m.current(), m.ratio(), m.why(), nowNanos));
        }
    }

    public OptionalDouble lastLoad(Topology.Member member) {
        return loads.last(member);
    }

    /** Makes the steps that are due, starts the ramp of who entered service, forgets who left. */
    public Map<String, Weighed> advance(Topology topology, Facts facts, long nowNanos) {
        var gone = new HashMap<>(moving);
        for (Topology.Group group : topology.groups()) {
            List<Topology.Member> serving = group.members().stream().filter(m -> inService(group, m, facts)).toList();
            OptionalDouble mean = loads.mean(serving, nowNanos);
            for (Topology.Member member : serving) {
                gone.remove(member.id());
                Moving was = moving.get(member.id());
                moving.put(member.id(), was == null
                        ? entered(group, member, facts, nowNanos)
                        : stepped(member, reconfigured(member, was), mean, nowNanos));
            }
            group.members().stream().filter(m -> facts.health(m).state() == Verdict.State.DOWN)
                    .forEach(m -> failed.add(m.id()));
        }
        gone.keySet().forEach(moving::remove);
        var weights = new HashMap<String, Weighed>();
        moving.forEach((id, m) -> weights.put(id, new Weighed(m.current(), m.why())));
        return weights;
    }

    private static boolean inService(Topology.Group group, Topology.Member member, Facts facts) {
        return facts.health(member).state() == Verdict.State.UP && facts.action(member) != Action.FORCE_DOWN
                && (facts.flaps(member).isEmpty() || facts.inService(group, member));
    }

    /** Whether something besides the ramp may have moved its weight. */
    private boolean followsLoad(Topology.Member member) {
        return member.loadId().isPresent() || loads.last(member).isPresent();
    }

    private static WeightSettings settings(Topology.Member member) {
        return member.virtual().weighing();
    }

    /**
     * A weight that is found in the table is adopted: a restarted director starts no ramp anew. Above the configured
     * weight only a load has brought it, or nobody who counts.
     */
    private Moving entered(Topology.Group group, Topology.Member member, Facts facts, long nowNanos) {
        int found = facts.held(group.service().key()).flatMap(e -> e.destination(member.key()))
                .map(d -> WeightController.whole(d.weight(), facts.share(member).percent())).orElse(0);
        int configured = member.configuredWeight();
        Duration time = settings(member).slowStartTime();
        boolean hadFailed = failed.remove(member.id());
        if (member.server().fixedWeight() || configured == 0) {
            return new Moving(configured, configured, 1, "", Optional.empty(), nowNanos + period(member));
        }
        if (hadFailed && found == 0 && !time.isZero()) {
            return new Moving(configured, 1, 1, SLOW_START, Optional.of(nowNanos), nowNanos + risePeriod(time));
        }
        int start = WeightController.start(configured, settings(member).slowStart());
        int adopted = followsLoad(member) ? found : Math.min(found, configured);
        int weight = Math.max(adopted, start);
        String why = weight == configured ? "" : adopted > start ? "as found in the table" : SLOW_START;
        double ratio = why.equals(SLOW_START) ? 1 : (double) weight / configured;
        return new Moving(configured, weight, ratio, why, Optional.empty(), nowNanos + period(member));
    }

    private static Moving reconfigured(Topology.Member member, Moving was) {
        int configured = member.configuredWeight();
        if (configured == was.configured()) {
            return was;
        }
        boolean onRamp = was.current() < was.configured() && was.current() < configured;
        return new Moving(configured, onRamp ? Math.max(1, was.current()) : configured, was.ratio(),
                onRamp ? was.why() : "", was.rising(), was.nextStepNanos());
    }

    private Moving stepped(Topology.Member member, Moving was, OptionalDouble mean, long nowNanos) {
        if (nowNanos - was.nextStepNanos() < 0) {
            return was;
        }
        long next = nowNanos + period(member);
        if (member.server().fixedWeight()) {
            return was.next(was.configured(), 1, "", next);
        }
        return was.rising().map(since -> risen(member, was, since, nowNanos))
                .orElseGet(() -> steadies(member, was)
                        ? steadied(member, was, mean, next, nowNanos)
                        : oldStep(member, was, next, nowNanos));
    }

    private boolean steadies(Topology.Member member, Moving was) {
        return settings(member).loadMode() == LoadMode.STEADY && followsLoad(member) && !was.why().equals(SLOW_START);
    }

    private static Moving risen(Topology.Member member, Moving was, long since, long nowNanos) {
        Duration time = settings(member).slowStartTime();
        Duration age = Duration.ofNanos(nowNanos - since);
        if (age.compareTo(time) >= 0) {
            return new Moving(was.configured(), was.configured(), 1, "", Optional.empty(), nowNanos + period(member));
        }
        return was.next(WeightController.rise(was.configured(), age, time), 1, SLOW_START, nowNanos + risePeriod(time));
    }

    private Moving oldStep(Topology.Member member, Moving was, long next, long nowNanos) {
        LoadMode mode = settings(member).loadMode();
        OptionalDouble load = switch (mode) {
            case PIRANHA -> loads.last(member);
            case INVERSE -> loads.fresh(member, nowNanos).stream().mapToDouble(Loads.Reading::last).findFirst();
            case STEADY -> OptionalDouble.empty();
        };
        int weight = WeightController.step(was.configured(), was.current(), load, mode);
        return was.next(weight, 1, cause(was, weight, load), next);
    }

    private static String cause(Moving was, int next, OptionalDouble load) {
        if (next == was.current()) {
            return was.why();
        }
        boolean ramp = load.isEmpty() || (was.current() < was.configured() && next == 2 * was.current());
        return ramp ? SLOW_START : "load " + load.getAsDouble();
    }

    private Moving steadied(Topology.Member member, Moving was, OptionalDouble mean, long next, long nowNanos) {
        Optional<Loads.Reading> own = loads.fresh(member, nowNanos);
        double ratio = own.isPresent() && mean.isPresent()
                ? WeightController.steady(was.ratio(), own.get().smooth(), mean.getAsDouble(),
                        settings(member).loadSpan())
                : WeightController.home(was.ratio());
        int weight = WeightController.apply(was.configured(), was.current(), ratio);
        String cause = own.map(r -> "load %.2f, all %.2f".formatted(r.smooth(), mean.orElse(0)))
                .orElse("load not known any more");
        return was.next(weight, ratio, weight == was.current() ? was.why() : cause, next);
    }

    /** Nanoseconds between two steps. */
    static long period(Topology.Member member) {
        Duration interval = member.virtual().checkInterval(member.server());
        return WeightController.stepPeriod(interval).toNanos();
    }

    private static long risePeriod(Duration time) {
        return Math.max(Duration.ofSeconds(1).toNanos(), time.toNanos() / RISE_STEPS);
    }

    /** When the next step is due; empty when nothing moves. */
    public Optional<Long> nextStepNanos() {
        return moving.values().stream().map(Moving::nextStepNanos).min(Long::compare);
    }
}
