package io.arapaima.manager;

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

    private WeightController() {}

    /** The weight with which a server enters service: weight / 32, at least 1; a configured 0 stays 0 (decision N18). */
    static int start(int configured, boolean slowStart) {
        return slowStart && configured > 0 ? Math.max(1, configured >> START_SHIFT) : configured;
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
     * One step: doubling until the configured weight is reached, then what the load says.
     *
     * @param configured weight in lvs.cf
     * @param current weight in force
     * @param load last reading since the step before; empty = none
     * @param mode formula
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
        };
    }

    /** Load only raises a weight above the configured one, up to ten times, and lowers it back (piranha.md 4.6). */
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
}
