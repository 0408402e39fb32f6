package io.arapaima.check;

/**
 * A number that a probe brought home.
 *
 * @param name what it is, for example {@link #LOAD}
 * @param value the number, finite
 * @param unit its unit, for example {@code s} or {@code %}; empty for a plain number
 */
public record Metric(String name, double value, String unit) {
    /** Moves weights: run-queue length averaged over one minute; 1.0 is one busy processor. */
    public static final String LOAD = "load";
    /** Moves the weight: the part of its configured weight that the server itself asks for, in percent. */
    public static final String SHARE = "weight-share";
    /** Moves the weight: 1 while the server itself wants no new connections, 0 when it wants them again. */
    public static final String DRAIN = "weight-drain";
    /** Days until the server's certificate expires. */
    public static final String CERT_DAYS = "cert-days";

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

    /**
     * What the server asks for; holds until it asks for something else.
     *
     * @param percent part of the configured weight
     * @return the metric
     */
    public static Metric share(int percent) {
        return new Metric(SHARE, percent, "%");
    }

    /**
     * Whether the server wants no new connections; holds until it says otherwise.
     *
     * @param wanted true = it gets none
     * @return the metric
     */
    public static Metric drain(boolean wanted) {
        return new Metric(DRAIN, wanted ? 1 : 0, "");
    }
}
