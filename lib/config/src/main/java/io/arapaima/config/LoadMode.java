package io.arapaima.config;

import java.util.Locale;
import java.util.Set;

/** How a load reading becomes a weight. */
public enum LoadMode implements Word {
    /** Piranha's formula: load only raises a weight above the configured one, up to ten times, and brings it back. */
    PIRANHA,
    /** The configured weight divided by the load, where the load is above 1. */
    INVERSE,
    /** Little by little from busier real servers to less busy ones, until all are equally busy. */
    STEADY;

    /** What {@code load_monitor} could name before there were checks. */
    private static final Set<String> OLD_MONITORS = Set.of("uptime", "rup", "ruptime");

    /** The mode that a file gets which names none: Piranha's for what Piranha knew, a word or a command. */
    static LoadMode customary(String monitor) {
        boolean command = monitor.chars().anyMatch(c -> c == '/' || Character.isWhitespace(c));
        return command || OLD_MONITORS.contains(monitor) ? PIRANHA : STEADY;
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
