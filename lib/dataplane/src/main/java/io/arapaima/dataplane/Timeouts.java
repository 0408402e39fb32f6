package io.arapaima.dataplane;

import java.time.Duration;

/**
 * How long an idle connection is remembered, for the whole data plane (kernel: {@code IPVS_CMD_SET_CONFIG}).
 *
 * @param tcp established TCP connections; zero = leave as it is
 * @param tcpFin TCP connections after a FIN; zero = leave as it is
 * @param udp UDP; zero = leave as it is
 */
public record Timeouts(Duration tcp, Duration tcpFin, Duration udp) {
    /** Leaves everything as it is. */
    public static final Timeouts UNCHANGED = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
