package io.arapaima.dataplane;

/**
 * What a destination carries now, counted as IPVS counts.
 *
 * @param active established connections
 * @param inactive connections in any other state
 */
public record Connections(long active, long inactive) {
    /** Nothing at all. */
    public static final Connections NONE = new Connections(0, 0);
}
