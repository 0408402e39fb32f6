package io.arapaima.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The relay's schedulers by the kernel's names for them, and those without a state of their own. */
final class Schedulers {
    private static final Map<String, Supplier<Scheduler>> SUPPORTED = new TreeMap<>(Map.of( //
            "rr", RoundRobin::new, //
            "wrr", WeightedRoundRobin::new, //
            "lc", () -> (candidates, _) -> least(candidates, Candidate::overhead, _ -> 1), //
            "wlc", () -> (candidates, _) -> least(candidates, Candidate::overhead, Candidate::weight), //
            "sed", () -> (candidates, _) -> least(candidates, Schedulers::delay, Candidate::weight), //
            "nq", () -> (candidates, _) -> idleOrLeast(candidates), //
            "sh", SourceHash::new));

    private Schedulers() {}

    static Set<String> names() {
        return SUPPORTED.keySet();
    }

    /** A new scheduler, or empty when the relay has none of that name. */
    static Optional<Scheduler> named(String name) {
        return Optional.ofNullable(SUPPORTED.get(name)).map(Supplier::get);
    }

    /** The first candidate of the least {@code load / weight}, compared crosswise without fractions. */
    private static Optional<Candidate> least(List<Candidate> candidates, ToLongFunction<Candidate> load,
            ToLongFunction<Candidate> weight) {
        return candidates.stream().filter(c -> c.weight() > 0).reduce((least, next) -> {
            long leastCost = load.applyAsLong(least) * weight.applyAsLong(next);
            long nextCost = load.applyAsLong(next) * weight.applyAsLong(least);
            return leastCost > nextCost ? next : least;
        });
    }

    /** Never queue: an idle destination at once, whatever its weight; else the shortest expected delay. */
    private static Optional<Candidate> idleOrLeast(List<Candidate> candidates) {
        return candidates.stream().filter(c -> c.weight() > 0 && c.active() == 0).findFirst()
                .or(() -> least(candidates, Schedulers::delay, Candidate::weight));
    }

    /** What sed and nq weigh: the connections with the coming one. */
    private static long delay(Candidate candidate) {
        return candidate.active() + 1;
    }
}
