package io.arapaima.nanny.monitor;

import java.time.Duration;

/**
 * Pauses and time limits of client monitors.
 *
 * @param firstPause before one that has ended is started again; doubled each time
 * @param longestPause the most that this becomes
 * @param well one that ran so long was well; the next pause is the first again
 * @param firstCall the least time for a first call of ipvsadm
 * @param stopTimeout from SIGTERM to SIGKILL
 */
record MonitorTiming(Duration firstPause, Duration longestPause, Duration well, Duration firstCall,
        Duration stopTimeout) {
    static final MonitorTiming USUAL = new MonitorTiming(Duration.ofSeconds(1), Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10), Duration.ofSeconds(3));
    /** A program that looks at once and waits for a connection and an answer has a result by then. */
    private static final int INTERVALS = 3;

    Duration firstCallTimeout(Duration interval) {
        Duration some = interval.multipliedBy(INTERVALS);
        return some.compareTo(firstCall) > 0 ? some : firstCall;
    }

    Duration nextPause(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    }
}
