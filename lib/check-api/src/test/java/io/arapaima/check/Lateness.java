package io.arapaima.check;

import java.time.Duration;

/**
 * How late this machine is at the moment: the worst oversleeping of a virtual thread that does nothing but sleep while a
 * trial runs. What the machine is late by is not the check's fault.
 */
final class Lateness implements AutoCloseable {
    private static final Duration NAP = Duration.ofMillis(5);
    private final Thread sleeper = Thread.ofVirtual().name("contract-sleeper").start(this::sleep);
    private volatile Duration worst = Duration.ZERO;
    private volatile boolean over;

    private void sleep() {
        try {
            while (!over) {
                long start = System.nanoTime();
                Thread.sleep(NAP);
                Duration late = Duration.ofNanos(System.nanoTime() - start).minus(NAP);
                worst = late.compareTo(worst) > 0 ? late : worst;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the sleeper", e);
        }
    }

    /** {@return the worst so far} */
    Duration worst() {
        return worst;
    }

    @Override
    public void close() {
        over = true;
        try {
            sleeper.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
