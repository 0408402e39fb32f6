package io.arapaima.dataplane;

import java.time.Duration;

/**
 * Clients keep their destination (kernel: {@code IP_VS_SVC_F_PERSISTENT}).
 *
 * @param timeout how long a client without connections is remembered; whole seconds, at least 1
 * @param prefixLength clients whose first bits agree are one client: 1 to 32 for IPv4, 1 to 128 for IPv6
 */
public record Persistence(Duration timeout, int prefixLength) {
    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException unless timeout &gt;= 1 s and 1 &lt;= prefixLength &lt;= 128
     */
    public Persistence {
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("persistence of " + timeout + " is below 1 s");
        }
        if (prefixLength < 1 || prefixLength > 128) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is outside 1 to 128");
        }
    }
}
