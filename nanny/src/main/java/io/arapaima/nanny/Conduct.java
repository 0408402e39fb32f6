package io.arapaima.nanny;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How a plugin behaves, and what it may still do. Counts its running probes and those that ignored their deadline; a
 * plugin that does so too often is confined: none of its probes is started for a while. Thread-safe.
 */
final class Conduct {
    /** One plugin must leave room for the others, even if all its servers hang. */
    static final int MAX_RUNNING = CheckRunner.MAX_RUNNING / 2;
    /** Twice the carrier threads that the launcher gives: more spinning threads would cost the other plugins too much. */
    static final int MAX_ABANDONED = 16;
    /** So many abandoned probes within this time are too many; so long is a plugin confined. */
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Threads that a plugin may keep; a library with a selector and a timer needs a handful. */
    static final int MAX_THREADS = 64;

    private static final String EXHAUSTED = "a probe used up the memory";

    private final Deque<Long> abandonedAtNanos = new ArrayDeque<>();
    private int running;
    private int abandoned;
    private int threads;
    private boolean retired;
    private long confinedUntilNanos;
    private String confined = "";

    /** Asks to start a probe; each yes is followed by one {@link #leave}. */
    synchronized boolean enter() {
        if (retired || running >= MAX_RUNNING) {
            return false;
        }
        running++;
        return true;
    }

    synchronized void leave() {
        running--;
        notifyAll();
    }

    /** A probe ignored its deadline for no better reason than its plugin; its thread may live on. */
    synchronized void abandon(long nowNanos) {
        abandoned++;
        abandonedAtNanos.addLast(nowNanos);
        while (nowNanos - abandonedAtNanos.getFirst() > WINDOW.toNanos()) {
            abandonedAtNanos.removeFirst();
        }
        if (abandonedAtNanos.size() >= MAX_ABANDONED) {
            abandonedAtNanos.clear();
            confine("at least " + MAX_ABANDONED + " probes ignored their deadline within " + WINDOW.toSeconds() + " s",
                    nowNanos);
        }
    }

    /** A probe found no memory left; most often it was the one that had used it up. */
    synchronized void exhaust(long nowNanos) {
        confine(EXHAUSTED, nowNanos);
    }

    /** {@return whether it is confined because of {@link #exhaust}} */
    synchronized boolean exhausted(long nowNanos) {
        return confined.equals(EXHAUSTED) && nowNanos - confinedUntilNanos < 0;
    }

    private void confine(String why, long nowNanos) {
        confined = why;
        confinedUntilNanos = nowNanos + WINDOW.toNanos();
    }

    /** The thread of such a probe has ended after all. */
    synchronized void abandonedEnded() {
        abandoned--;
    }

    /** Takes note of the platform threads that the plugin has started and not ended. */
    synchronized void keepsThreads(int count) {
        threads = count;
    }

    /** {@return why no probe of this plugin may start now, one sentence; empty = it may} */
    synchronized String objection(long nowNanos) {
        if (threads > MAX_THREADS) {
            return "the plugin keeps " + threads + " threads of its own, more than " + MAX_THREADS
                    + ", and is not started any more; mend it and put it into the plugins folder again";
        }
        confined = nowNanos - confinedUntilNanos < 0 ? confined : "";
        if (!confined.isEmpty() || abandoned >= MAX_ABANDONED) {
            return (confined.isEmpty() ? "too many probes ignored their deadline" : confined) + "; " + abandoned
                    + " that were given up still run; the plugin is not started for " + WINDOW.toSeconds() + " s";
        }
        return "";
    }

    synchronized void retire() {
        retired = true;
    }

    /** Waits until no probe runs, at most so long. */
    synchronized void awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); running > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
