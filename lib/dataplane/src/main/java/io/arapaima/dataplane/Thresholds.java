package io.arapaima.dataplane;

/**
 * Connections at which a destination gets no more, and at which it gets some again.
 *
 * @param upper at this many connections no new one comes; 0 = no limit
 * @param lower below this many they come again; 0 = three quarters of {@code upper}
 */
public record Thresholds(long upper, long lower) {
    /** No limit. */
    public static final Thresholds NONE = new Thresholds(0, 0);
}
