package io.arapaima.relay;

import java.time.Duration;

/**
 * What the relay allows its connections.
 *
 * @param connections how many at once, over all services
 * @param connect how long a real server may take to accept
 * @param idle how long an established connection may be silent
 * @param halfClosedIdle how long it may be silent once one side has closed
 */
record Limits(int connections, Duration connect, Duration idle, Duration halfClosedIdle) {
    /** Twice the 5,000 of the relay's purpose, with two sockets each; fewer where the process may open fewer files. */
    static final int MAX_CONNECTIONS = 10_000;
    /** A lost SYN is sent again after 1 s and 3 s: one loss is survived, a dead server costs a client no more than this. */
    static final Duration CONNECT = Duration.ofSeconds(3);
    /** The kernel's time-out of IP_VS_TCP_S_ESTABLISHED. */
    static final Duration IDLE = Duration.ofMinutes(15);
    /** The kernel's time-out of IP_VS_TCP_S_FIN_WAIT. */
    static final Duration HALF_CLOSED_IDLE = Duration.ofMinutes(2);
    /** Files for listeners, selectors, the JVM and the control socket. */
    private static final int OTHER_FILES = 200;

    /** The limits of a process that may open so many files. */
    static Limits of(long openFiles) {
        long affordable = Math.max(1, (openFiles - OTHER_FILES) / 2);
        return new Limits((int) Math.min(MAX_CONNECTIONS, affordable), CONNECT, IDLE, HALF_CLOSED_IDLE);
    }
}
