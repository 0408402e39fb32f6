package io.arapaima.planner;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What load monitors and checks said of real servers, by member. Times are nanoseconds of a monotonic clock. One thread. */
public final class Loads {
    /** A reading counts this many steps; then it is as if there were none. */
    private static final int STEPS = 3;

    private final Map<String, Reading> readings = new HashMap<>();

    /** Nothing was said yet. */
    public Loads() {}

    /**
     * What is known of one server.
     *
     * @param last the last reading
     * @param smooth all readings, older ones counting less
     * @param atNanos when the last one came
     * @param number counts them
     */
    record Reading(double last, double smooth, long atNanos, int number) {}

    /**
     * Takes a reading of a load monitor or a check.
     *
     * @param member whose
     * @param load run-queue length
     * @param nowNanos of the caller's monotonic clock
     */
    public void read(Member member, double load, long nowNanos) {
        Optional<Reading> fresh = fresh(member, nowNanos);
        double smooth = fresh
                .map(r -> WeightController.smooth(r.smooth(), load, Duration.ofNanos(nowNanos - r.atNanos())))
                .orElse(load);
        readings.put(member.id(), new Reading(load, smooth, nowNanos, number(member) + 1));
    }

    /**
     * The last reading, however old.
     *
     * @param member whose
     * @return it; empty before the first
     */
    public OptionalDouble last(Member member) {
        Reading reading = readings.get(member.id());
        return reading == null ? OptionalDouble.empty() : OptionalDouble.of(reading.last());
    }

    /** How many readings there were. */
    int number(Member member) {
        Reading reading = readings.get(member.id());
        return reading == null ? 0 : reading.number();
    }

    /** What is known and not too old. */
    Optional<Reading> fresh(Member member, long nowNanos) {
        return Optional.ofNullable(readings.get(member.id()))
                .filter(r -> nowNanos - r.atNanos() <= STEPS * period(member));
    }

    /** How busy these servers are, on the average of those whose load is known. */
    OptionalDouble mean(Collection<Member> members, long nowNanos) {
        return members.stream().flatMap(m -> fresh(m, nowNanos).stream()).mapToDouble(Reading::smooth).average();
    }

    /** Nanoseconds between two steps. */
    static long period(Member member) {
        Duration interval = member.virtual().checkInterval(member.server());
        return WeightController.stepPeriod(interval).toNanos();
    }
}
