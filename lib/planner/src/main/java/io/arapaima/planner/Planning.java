package io.arapaima.planner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One pass of the hub on paper: who flaps, what each weight is, the whole table, and what of it is news. Pure; a director and the
 * transcripts call the same functions.
 */
public final class Planning {
    private Planning() {}

    /**
     * What a pass leaves to the next one.
     *
     * @param flaps who failed lately
     * @param weights weights on the move
     */
    public record State(Flaps flaps, Weights weights) {
        /** Before the first pass. */
        public static final State START = new State(Flaps.NONE, Weights.NONE);

        /** {@return when something moves without being asked to, on the caller's monotonic clock; empty when nothing does} */
        public Optional<Long> nextNanos() {
            return Stream.of(flaps.nextNanos(), weights.nextStepNanos()).flatMap(Optional::stream).min(Long::compare);
        }
    }

    /**
     * What a pass gave.
     *
     * @param state for the next one
     * @param facts what the plan was made of
     * @param plan what the data plane shall hold, each weight with its reason
     */
    public record Step(State state, Facts facts, Plan plan) {}

    /**
     * Makes a pass.
     *
     * @param state what the pass before left
     * @param topology services and destinations
     * @param facts as they came from outside
     * @param nowNanos of the caller's monotonic clock
     * @return what follows
     */
    public static Step step(State state, Topology topology, Facts facts, long nowNanos) {
        Flaps.Look look = state.flaps().look(topology, facts, nowNanos);
        Facts damped = facts.damped(look.held());
        Weights weights = state.weights().advance(topology, damped, nowNanos);
        Facts weighed = damped.weighed(weights.weighed());
        return new Step(new State(look.flaps(), weights), weighed, TablePlanner.plan(topology, weighed));
    }

    /**
     * What is to be told of a plan.
     *
     * @param shown what was last told about each subject
     * @param before the plan that was last told; empty after a start
     * @param plan the plan in force
     * @param now wall clock
     * @return news in the order in which they are to be told, and what has been told then
     */
    public static Observer.Observation news(Map<String, Shown> shown, Optional<Plan> before, Plan plan, Instant now) {
        Observer.Observation seen = Observer.observe(shown, plan, now);
        List<News> news = new ArrayList<>(seen.news());
        before.ifPresent(told -> news.addAll(Observer.weights(told, plan)));
        return new Observer.Observation(List.copyOf(news), seen.shown());
    }
}
