package io.arapaima.planner;

import io.arapaima.ipc.reason.Reason;
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

/**
 * The weights on the move: who is on the ramp, who follows its load, and when the next step is due. Times are nanoseconds of a
 * monotonic clock.
 *
 * @param moving where they are, by member in service
 * @param failed members whose check failed since they were last in service
 */
public record Weights(Map<String, Moving> moving, Set<String> failed) {
    /** Nobody is in service yet. */
    public static final Weights NONE = new Weights(Map.of(), Set.of());
    private static final Optional<Reason> SLOW_START = Optional.of(new Reason.SlowStart());
    /** An even rise has so many steps, but not more than one a second. */
    private static final int RISE_STEPS = 50;

    /**
     * One server in service.
     *
     * @param configured its weight in lvs.cf when it was last looked at
     * @param current its weight now
     * @param ratio what {@code steady} wants, as a multiple of the configured weight
     * @param why what moved it away from the configured weight; empty when nothing did
     * @param rising since when it rises evenly; empty = it does not
     * @param nextStepNanos when it is looked at again
     * @param read the number of the last reading of its load that was looked at
     */
    record Moving(int configured, int current, double ratio, Optional<Reason> why, Optional<Long> rising,
            long nextStepNanos,
            int read) {
        Moving next(int weight, double wanted, Optional<Reason> cause, long at) {
            return new Moving(configured, weight, wanted, weight == configured ? Optional.empty() : cause, rising, at,
                    read);
        }

        Moving read(int number) {
            return new Moving(configured, current, ratio, why, rising, nextStepNanos, number);
        }
    }

    /** Makes the steps that are due, starts the ramp of who entered service, forgets who left. */
    Weights advance(Topology topology, Facts facts, long nowNanos) {
        var next = new HashMap<String, Moving>();
        var down = new HashSet<>(failed);
        for (Group group : topology.groups()) {
            List<Member> serving = group.members().stream().filter(m -> inService(group, m, facts)).toList();
            OptionalDouble mean = facts.loads().mean(serving, nowNanos);
            for (Member member : serving) {
                Moving was = moving.get(member.id());
                Moving is = was == null
                        ? entered(group, member, facts, down.remove(member.id()), nowNanos)
                        : stepped(member, reconfigured(member, was), facts.loads(), mean, nowNanos);
                next.put(member.id(), is.read(facts.loads().number(member)));
            }
            group.members().stream().filter(m -> facts.health(m).state() == Verdict.State.DOWN)
                    .forEach(m -> down.add(m.id()));
        }
        return new Weights(next, down);
    }

    /** Each with its cause, by member. */
    Map<String, Weighed> weighed() {
        var weights = new HashMap<String, Weighed>();
        moving.forEach((id, m) -> weights.put(id, new Weighed(m.current(), m.why())));
        return weights;
    }

    private static boolean inService(Group group, Member member, Facts facts) {
        return facts.health(member).state() == Verdict.State.UP && facts.action(member) != Action.FORCE_DOWN
                && (facts.flaps(member).isEmpty() || facts.inService(group, member));
    }

    /** Whether something besides the ramp may have moved its weight. */
    private static boolean followsLoad(Member member, Loads loads) {
        return member.loadId().isPresent() || loads.last(member).isPresent();
    }

    private static WeightSettings settings(Member member) {
        return member.virtual().weighing();
    }

    /**
     * A weight that is found in the table is adopted: a restarted director starts no ramp anew. Above the configured
     * weight only a load has brought it, or nobody who counts.
     */
    private static Moving entered(Group group, Member member, Facts facts, boolean hadFailed,
            long nowNanos) {
        int found = facts.held(group.service().key()).flatMap(e -> e.destination(member.key()))
                .map(d -> WeightController.whole(d.weight(), facts.share(member).percent())).orElse(0);
        int configured = member.configuredWeight();
        Duration time = settings(member).slowStartTime();
        if (member.server().fixedWeight() || configured == 0) {
            return new Moving(configured, configured, 1, Optional.empty(), Optional.empty(),
                    nowNanos + Loads.period(member), 0);
        }
        if (hadFailed && found == 0 && !time.isZero()) {
            return new Moving(configured, 1, 1, SLOW_START, Optional.of(nowNanos), nowNanos + risePeriod(time), 0);
        }
        int start = WeightController.start(configured, settings(member).slowStart());
        int adopted = followsLoad(member, facts.loads()) ? found : Math.min(found, configured);
        int weight = Math.max(adopted, start);
        Optional<Reason> moved = adopted > start ? Optional.of(new Reason.WeightFound()) : SLOW_START;
        Optional<Reason> why = weight == configured ? Optional.empty() : moved;
        double ratio = why.equals(SLOW_START) ? 1 : (double) weight / configured;
        return new Moving(configured, weight, ratio, why, Optional.empty(), nowNanos + Loads.period(member), 0);
    }

    private static Moving reconfigured(Member member, Moving was) {
        int configured = member.configuredWeight();
        if (configured == was.configured()) {
            return was;
        }
        boolean onRamp = was.current() < was.configured() && was.current() < configured;
        return new Moving(configured, onRamp ? Math.max(1, was.current()) : configured, was.ratio(),
                onRamp ? was.why() : Optional.empty(), was.rising(), was.nextStepNanos(), was.read());
    }

    private static Moving stepped(Member member, Moving was, Loads loads, OptionalDouble mean,
            long nowNanos) {
        // Of this mode a reading counts at once.
        boolean told = settings(member).loadMode() == LoadMode.INVERSE && loads.number(member) != was.read();
        if (nowNanos - was.nextStepNanos() < 0 && !told) {
            return was;
        }
        long next = nowNanos + Loads.period(member);
        if (member.server().fixedWeight()) {
            return was.next(was.configured(), 1, Optional.empty(), next);
        }
        return was.rising().map(since -> risen(member, was, since, nowNanos))
                .orElseGet(() -> steadies(member, was, loads)
                        ? steadied(member, was, loads.fresh(member, nowNanos), mean, next)
                        : oldStep(member, was, loads, next, nowNanos));
    }

    private static boolean steadies(Member member, Moving was, Loads loads) {
        return settings(member).loadMode() == LoadMode.STEADY && followsLoad(member, loads)
                && !was.why().equals(SLOW_START);
    }

    private static Moving risen(Member member, Moving was, long since, long nowNanos) {
        Duration time = settings(member).slowStartTime();
        Duration age = Duration.ofNanos(nowNanos - since);
        if (age.compareTo(time) >= 0) {
            return new Moving(was.configured(), was.configured(), 1, Optional.empty(), Optional.empty(),
                    nowNanos + Loads.period(member), 0);
        }
        return was.next(WeightController.rise(was.configured(), age, time), 1, SLOW_START, nowNanos + risePeriod(time));
    }

    private static Moving oldStep(Member member, Moving was, Loads loads, long next, long nowNanos) {
        LoadMode mode = settings(member).loadMode();
        OptionalDouble load = switch (mode) {
            case PIRANHA -> loads.last(member);
            case INVERSE -> loads.fresh(member, nowNanos).stream().mapToDouble(Loads.Reading::last).findFirst();
            case STEADY -> OptionalDouble.empty();
        };
        int weight = WeightController.step(was.configured(), was.current(), load, mode);
        return was.next(weight, 1, cause(was, weight, load), next);
    }

    private static Optional<Reason> cause(Moving was, int next, OptionalDouble load) {
        if (next == was.current()) {
            return was.why();
        }
        boolean ramp = load.isEmpty() || (was.current() < was.configured() && next == 2 * was.current());
        return ramp ? SLOW_START : Optional.of(new Reason.Load(load.getAsDouble()));
    }

    private static Moving steadied(Member member, Moving was, Optional<Loads.Reading> own, OptionalDouble mean,
            long next) {
        double ratio = own.isPresent() && mean.isPresent()
                ? WeightController.steady(was.ratio(), own.get().smooth(), mean.getAsDouble(),
                        settings(member).loadSpan())
                : WeightController.home(was.ratio());
        int weight = WeightController.apply(was.configured(), was.current(), ratio);
        Reason cause = own.<Reason>map(r -> new Reason.LoadAgainstAll(r.smooth(), mean.orElse(0)))
                .orElseGet(Reason.LoadUnknown::new);
        return was.next(weight, ratio, weight == was.current() ? was.why() : Optional.of(cause), next);
    }

    private static long risePeriod(Duration time) {
        return Math.max(Duration.ofSeconds(1).toNanos(), time.toNanos() / RISE_STEPS);
    }

    /** When the next step is due; empty when nothing moves. */
    Optional<Long> nextStepNanos() {
        return moving.values().stream().map(Moving::nextStepNanos).min(Long::compare);
    }
}
