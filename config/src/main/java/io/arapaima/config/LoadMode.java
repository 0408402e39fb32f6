package io.arapaima.config;

import java.util.Locale;

/** How a load reading becomes a weight. */
public enum LoadMode implements Word {
    /** Piranha's formula: load only raises a weight above the configured one, up to ten times, and brings it back. */
    PIRANHA,
    /** The configured weight divided by the load, where the load is above 1. */
    INVERSE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
