package io.arapaima.planner;

import io.arapaima.config.LoadMode;
import java.time.Duration;
import java.util.OptionalDouble;

/** Slow start and load: what a weight becomes at its next step. Pure; the rules are Piranha's (nanny) where not said. */
final class WeightController {
    /** A step is due about this often, however short the check interval (nanny: 20 / interval). */
    private static final long STEP_SECONDS = 20;
    private static final int START_SHIFT = 5;
    private static final int CEILING = 10;
    private static final int MAX_WEIGHT = 65535;
    /** After this time a reading counts half. */
    private static final Duration HALF_LIFE = Duration.ofSeconds(20);
    /** Loads below this are the same to us: a server with 0.1 is not twice as busy as one with 0.05. */
    private static final double IDLE = 0.3;
    /** How much of a difference one step makes good; 1 would be what a division by the load does, and oscillates. */
    private static final double GAIN = 0.15;
    /** How much of the way home a step goes: all servers being equally busy, the configured weights return. */
    private static final double HOMING = 0.02;
    /** The greatest step, as a factor. */
    private static final double STEP = 1.2;
    /** Smaller differences are not worth an edit of the table: a part of the configured weight. */
    private static final double DEAD_BAND = 0.05;

    private WeightController() {}

    /** The weight with which a server enters service: weight / 32, at least 1; a configured 0 stays 0 (docs/piranha.md, N18). */
    static int start(int configured, boolean slowStart) {
        return slowStart && configured > 0 ? Math.max(1, configured >> START_SHIFT) : configured;
    }

    /** An even rise: the weight so long after the beginning. */
    static int rise(int configured, Duration age, Duration time) {
        return configured == 0
                ? 0
                : (int) Math.clamp(configured * (double) age.toNanos() / time.toNanos(), 1, configured);
    }

    /** The part of a weight that a server asks for: nobody who wants some gets nothing. */
    static int share(int weight, int percent) {
        return weight == 0 || percent == 0 ? 0 : Math.clamp(Math.round(weight * (percent / 100.0)), 1, MAX_WEIGHT);
    }

    /** The weight that {@link #share} made this of, so nearly as that can be told. */
    static int whole(int shared, int percent) {
        return percent == 0 ? 0 : (int) Math.min(MAX_WEIGHT, Math.round(shared * (100.0 / percent)));
    }

    /** Time between two steps: every check when they are rare, otherwise every (20 / interval)th. */
    static Duration stepPeriod(Duration interval) {
        if (interval.toSeconds() > STEP_SECONDS) {
            return interval;
        }
        long checks = Math.max(1, Duration.ofSeconds(STEP_SECONDS).dividedBy(interval));
        return interval.multipliedBy(checks);
    }

    /**
     * One step of Piranha's ramp and load, or of {@code inverse}: doubling until the configured weight is reached, then what
     * the load says.
     *
     * @param configured weight in lvs.cf
     * @param current weight in force
     * @param load last reading since the step before; empty = none
     * @param mode formula; {@code steady} has no say before the ramp is over
     * @return the weight from now on
     */
    static int step(int configured, int current, OptionalDouble load, LoadMode mode) {
        return switch (mode) {
            case PIRANHA -> current < configured
                    ? Math.min(2 * current, configured)
                    : load.isPresent() ? piranha(configured, current, load.getAsDouble()) : current;
            case INVERSE -> load.isPresent()
                    ? inverse(configured, current, load.getAsDouble())
                    : Math.max(current, Math.min(2 * current, configured));
            case STEADY -> Math.min(2 * current, configured);
        };
    }

    /** Load only raises a weight above the configured one, up to ten times, and lowers it back (docs/piranha.md, N19). */
    private static int piranha(int configured, int current, double load) {
        double half = configured / 2.0;
        int next = current;
        if (load < 1) {
            next = (int) Math.min(current + half * Math.cbrt(1 - load), (double) CEILING * configured);
        } else if (load > 1) {
            next = (int) Math.max(current - half * Math.cbrt(load - 1), configured);
        }
        return Math.abs(next - current) >= configured / 4.0 ? Math.min(next, MAX_WEIGHT) : current;
    }

    /** The configured weight up to load 1, then its share; small moves are not worth an edit. */
    private static int inverse(int configured, int current, double load) {
        int next = configured == 0 ? 0 : (int) Math.max(1, Math.round(configured / Math.max(1, load)));
        boolean worth = Math.abs(next - current) * 10 >= configured;
        return worth ? next : current;
    }

    /** A new reading among the older ones. */
    static double smooth(double before, double reading, Duration since) {
        double kept = Math.pow(0.5, (double) since.toNanos() / HALF_LIFE.toNanos());
        return kept * before + (1 - kept) * reading;
    }

    /**
     * One step of {@code steady}: less for a server that is busier than the mean, more for one that is less busy. What is
     * compared is load among servers, not load with a limit: a weight means nothing but a share.
     *
     * @param ratio weight wanted so far, as a multiple of the configured one
     * @param own smoothed load of the server
     * @param mean smoothed load of all servers of the service
     * @param span greatest ratio, and one over the least
     * @return the ratio from now on
     */
    static double steady(double ratio, double own, double mean, int span) {
        double fairer = ratio * Math.pow((mean + IDLE) / (own + IDLE), GAIN) * Math.pow(ratio, -HOMING);
        return Math.clamp(limited(ratio, fairer), 1.0 / span, span);
    }

    /** One step back to the configured weight, of a server whose load is not known any more. */
    static double home(double ratio) {
        return limited(ratio, 1);
    }

    private static double limited(double from, double to) {
        return Math.clamp(to, from / STEP, from * STEP);
    }

    /**
     * The weight for a ratio.
     *
     * @param configured weight in lvs.cf
     * @param current weight in force
     * @param ratio multiple of the configured one that is wanted
     * @return what is wanted, at least 1; the current weight where the difference is not worth it
     */
    static int apply(int configured, int current, double ratio) {
        double wanted = Math.abs(ratio - 1) < DEAD_BAND ? configured : configured * ratio;
        int next = configured == 0 ? 0 : Math.clamp(Math.round(wanted), 1, MAX_WEIGHT);
        return next == configured || Math.abs(next - current) >= DEAD_BAND * configured ? next : current;
    }

}
