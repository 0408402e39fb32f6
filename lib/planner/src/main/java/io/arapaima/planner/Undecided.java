package io.arapaima.planner;

import io.arapaima.config.CheckExpression;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.Verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The checks that do not decide: what stands in their way, as nanny says it, and which of them should have decided by now.
 * The time of a check runs from nanny's first word about it, and not while nanny is away. Times are nanoseconds of a
 * monotonic clock. One thread.
 */
public final class Undecided {
    /** A check engine that has just started has the code of its checks to read first. */
    static final Duration LEAST = Duration.ofSeconds(10);

    private final Map<String, Long> asked = new HashMap<>();
    private final Map<String, Inconclusive> causes = new HashMap<>();
    private Map<String, Duration> times = Map.of();

    /** Nothing is asked yet. */
    public Undecided() {}

    /**
     * What is known at one moment.
     *
     * @param causes why checks cannot decide, by check
     * @param late checks that should have decided by now
     */
    public record Known(Map<String, Inconclusive> causes, Set<String> late) {
        static final Known NOTHING = new Known(Map.of(), Set.of());

        /**
         * Why a member cannot be judged or weighed now, and since when.
         *
         * @param member which
         * @return why; empty when it can
         */
        public Optional<Inconclusive> about(Member member) {
            var said = new ArrayList<String>();
            var since = new ArrayList<Instant>();
            for (Checked checked : member.checks()) {
                for (CheckExpression.Part part : checked.all().parts()) {
                    cause(checked.id(part), "check " + part.check(), said, since);
                }
            }
            member.loadId().ifPresent(id -> cause(id, "load monitor", said, since));
            return since.stream().min(Instant::compareTo)
                    .map(first -> new Inconclusive(String.join("; ", said), first));
        }

        private void cause(String id, String what, List<String> said, List<Instant> since) {
            Inconclusive cause = causes.get(id);
            if (cause != null) {
                said.add(what + ": " + cause.why());
                since.add(cause.since());
            }
        }
    }

    /**
     * Takes a new plan: these checks are asked from now on.
     *
     * @param checks all of them
     */
    public void plan(Collection<PlannedCheck> checks) {
        times = checks.stream().collect(Collectors.toMap(PlannedCheck::id, Undecided::time, (first, _) -> first));
        asked.keySet().retainAll(times.keySet());
        causes.keySet().retainAll(times.keySet());
    }

    /**
     * So many results as its rule wants, at its interval, and the time-out of the last one.
     *
     * @param check whose
     * @return how long it may take to decide
     */
    public static Duration time(PlannedCheck check) {
        int results = Math.max(check.judging().rise().orElse(1), check.judging().fall());
        Duration time = check.timing().interval().multipliedBy(results).plus(check.timing().timeout());
        return time.compareTo(LEAST) < 0 ? LEAST : time;
    }

    /**
     * Takes a word of nanny about a check.
     *
     * @param verdict what it says
     * @param nowNanos of the caller's monotonic clock
     */
    public void heard(Verdict verdict, long nowNanos) {
        if (times.containsKey(verdict.check())) {
            asked.putIfAbsent(verdict.check(), nowNanos);
            verdict.inconclusive().ifPresentOrElse(i -> causes.put(verdict.check(), i),
                    () -> causes.remove(verdict.check()));
        }
    }

    /** Nobody asks any more. */
    public void nannyLeft() {
        asked.clear();
        causes.clear();
    }

    /**
     * What is known now.
     *
     * @param nowNanos of the caller's monotonic clock
     * @return causes, and who is late
     */
    public Known known(long nowNanos) {
        Set<String> late = asked.entrySet().stream()
                .filter(e -> nowNanos - e.getValue() >= times.getOrDefault(e.getKey(), LEAST).toNanos())
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        return new Known(Map.copyOf(causes), late);
    }
}
