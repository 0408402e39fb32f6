package io.arapaima.dataplane;

/**
 * A destination as it is configured.
 *
 * @param key identity within its service
 * @param forwarding how packets reach it
 * @param weight share of new connections, 0 to 2147483647; 0 = no new connections, established ones stay (quiesced)
 * @param tunnel how packets are wrapped under {@link Forwarding#TUNNEL}
 * @param thresholds when it is full
 */
public record Destination(DestinationKey key, Forwarding forwarding, int weight, Tunnel tunnel,
        Thresholds thresholds) {
    /** Greatest weight that every scheduler accepts and ipvsadm takes; the kernel itself stores up to 2^31 - 1. */
    public static final int MAX_WEIGHT = 65535;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if the weight is negative
     */
    public Destination {
        if (weight < 0) {
            throw new IllegalArgumentException("weight " + weight + " is outside 0 to " + Integer.MAX_VALUE);
        }
    }

    /**
     * A destination without thresholds, in IP-in-IP where it is tunnelled.
     *
     * @param key identity within its service
     * @param forwarding how packets reach it
     * @param weight share of new connections
     */
    public Destination(DestinationKey key, Forwarding forwarding, int weight) {
        this(key, forwarding, weight, Tunnel.IPIP, Thresholds.NONE);
    }

    /**
     * The same destination with another weight.
     *
     * @param other its weight
     * @return the destination
     */
    public Destination withWeight(int other) {
        return new Destination(key, forwarding, other, tunnel, thresholds);
    }
}
