package io.arapaima.dataplane;

/**
 * A destination as it is configured.
 *
 * @param key identity within its service
 * @param forwarding how packets reach it
 * @param weight share of new connections, 0 to 65535; 0 = no new connections, established ones stay (quiesced)
 */
public record Destination(DestinationKey key, Forwarding forwarding, int weight) {
    /** Greatest weight that every scheduler accepts; a limit of ours, the kernel's is 2^31 - 1. */
    public static final int MAX_WEIGHT = 65535;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException unless 0 &lt;= weight &lt;= {@link #MAX_WEIGHT}
     */
    public Destination {
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight " + weight + " is outside 0 to " + MAX_WEIGHT);
        }
    }
}
