package io.arapaima.dataplane;

/**
 * What went through a service or a destination since it was made or its counters were zeroed, and how much goes through now.
 * The kernel refreshes these every 2 s, and never under {@code net.ipv4.vs.run_estimation = 0}.
 *
 * @param connections connections, 64 bits wide as all counters
 * @param packetsIn packets from clients
 * @param packetsOut packets to clients; those of direct routing and tunnelling do not pass here
 * @param bytesIn bytes from clients
 * @param bytesOut bytes to clients
 * @param connectionRate new connections a second
 * @param packetRateIn packets from clients a second
 * @param packetRateOut packets to clients a second
 * @param byteRateIn bytes from clients a second
 * @param byteRateOut bytes to clients a second
 */
public record Traffic(long connections, long packetsIn, long packetsOut, long bytesIn, long bytesOut,
        long connectionRate, long packetRateIn, long packetRateOut, long byteRateIn, long byteRateOut) {
    /** Nothing at all. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
