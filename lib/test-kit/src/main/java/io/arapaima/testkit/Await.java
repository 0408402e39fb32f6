package io.arapaima.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Waiting for what a test expects. The limit is for what never comes: a machine that is many times slower only makes the wait
 * longer.
 */
public final class Await {
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(10);

    private Await() {}

    /**
     * Waits until something holds, two minutes at most.
     *
     * @param what it is, for whoever reads the failure
     * @param wanted asked a hundred times a second
     * @throws Exception what the question throws
     * @throws AssertionError when it never held
     */
    public static void until(String what, Callable<Boolean> wanted) throws Exception {
        long end = System.nanoTime() + MOST.toNanos();
        while (!wanted.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + MOST.toSeconds() + " s: " + what);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }
}
