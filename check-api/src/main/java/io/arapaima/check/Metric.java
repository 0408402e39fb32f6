package io.arapaima.check;

/**
 * A number that a probe brought home.
 *
 * @param name what it is, for example {@link #LOAD}
 * @param value the number, finite
 * @param unit its unit, for example {@code s} or {@code %}; empty for a plain number
 */
public record Metric(String name, double value, String unit) {
    /** The one metric that moves weights: run-queue length averaged over one minute; 1.0 is one busy processor. */
    public static final String LOAD = "load";

    /**
     * Refuses what cannot be compared.
     *
     * @throws IllegalArgumentException if the value is infinite or not a number
     */
    public Metric {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("metric " + name + " is " + value + "; a finite number is needed");
        }
    }

    /**
     * A load reading.
     *
     * @param value run-queue length averaged over one minute
     * @return the metric
     */
    public static Metric load(double value) {
        return new Metric(LOAD, value, "");
    }
}
