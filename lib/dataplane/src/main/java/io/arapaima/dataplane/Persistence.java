package io.arapaima.dataplane;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Clients keep their destination (kernel: {@code IP_VS_SVC_F_PERSISTENT}).
 *
 * @param timeout how long a client without connections is remembered; whole seconds. The kernel stores 0 too, though it
 *     then remembers nobody.
 * @param mask clients that agree under it are one client: for IPv4 any mask, holes included, for IPv6 1 to 128 ones
 */
public record Persistence(Duration timeout, InetAddress mask) {
    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    public Persistence {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("persistence of " + timeout + " is below 0 s");
        }
    }

    /**
     * Persistence under a mask of leading ones.
     *
     * @param timeout how long a client without connections is remembered
     * @param prefixLength leading ones, 1 to 32 or 128
     * @param family family of the clients
     * @return the persistence
     * @throws IllegalArgumentException if the prefix length is out of its range
     */
    public static Persistence of(Duration timeout, int prefixLength, ServiceKey.Family family) {
        return new Persistence(timeout, Addresses.mask(prefixLength, family));
    }

    /** {@return how many leading ones the mask has} */
    public int prefixLength() {
        return Addresses.leadingOnes(mask);
    }
}
