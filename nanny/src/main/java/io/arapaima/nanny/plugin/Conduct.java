package io.arapaima.nanny.plugin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a plugin behaves, and what it may still do. Counts its running probes and those that ignored their deadline; a
 * plugin that does so too often is confined: none of its probes is started for a while. Thread-safe.
 */
public final class Conduct {
    /** Half of all: one plugin must leave room for the others, even if all its servers hang. */
    public static final int MAX_RUNNING = 5_000;
    /** Twice the carrier threads that the launcher gives: more spinning threads would cost the other plugins too much. */
    public static final int MAX_ABANDONED = 16;
    /** So many abandoned probes within this time are too many; so long is a plugin confined. */
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Threads that a plugin may keep; a library with a selector and a timer needs a handful. */
    static final int MAX_THREADS = 64;

    /** Carrier threads that its probes may hold after their deadline; a second one more would be a quarter of all. */
    public static final int MAX_HELD = 2;
    /** Probes that found no memory left before it is believed that the plugin uses it up: one may be another's victim. */
    static final int EXHAUSTIONS = 2;

    private static final String EXHAUSTED = "its probes used up the memory";

    /** So long is a fault of one probe worth showing; without another it was that of a moment. */
    static final Duration FAULT_SHOWN = Duration.ofMinutes(10);

    private final Map<String, CheckFault> thrown = new ConcurrentHashMap<>();
    private final Deque<Long> abandonedAtNanos = new ArrayDeque<>();
    private int running;
    private int abandoned;
    private int threads;
    private int held;
    private int exhaustions;
    private long exhaustedAtNanos = System.nanoTime() - WINDOW.toNanos();
    private int faults;
    private boolean retired;
    private boolean broken;
    private long confinedUntilNanos;
    private String confined = "";
    private Optional<Sentence> sentence = Optional.empty();

    /**
     * Time for which a plugin is not started because the engine ended for it.
     *
     * @param until the end of it
     * @param why one sentence
     */
    record Sentence(Instant until, String why) {}

    /** What a probe of a check has thrown, or done instead of ending. */
    private record CheckFault(String text, Instant last) {}

    /** A probe of this check could give no result for a mistake of the plugin's own. */
    public void mistake(String check, String text, Instant now) {
        thrown.put(check, new CheckFault(text, now));
    }

    /** {@return the last mistake of this check's probes, if there was one lately} */
    Optional<String> fault(String check, Instant now) {
        return Optional.ofNullable(thrown.get(check)).filter(each -> now.isBefore(each.last().plus(FAULT_SHOWN)))
                .map(each -> each.text() + " (last at " + each.last().truncatedTo(ChronoUnit.SECONDS)
                        + "); its servers are not judged by it");
    }

    /** Asks to start a probe; each yes is followed by one {@link #leave}. */
    public synchronized boolean enter() {
        if (retired || running >= MAX_RUNNING) {
            return false;
        }
        running++;
        return true;
    }

    public synchronized void leave() {
        running--;
        notifyAll();
    }

    /** A probe ignored its deadline for no better reason than its plugin; its thread may live on. */
    public synchronized void abandon(long nowNanos) {
        abandoned++;
        faults++;
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

    /** A probe that is over its deadline begins to hold a carrier thread. */
    public synchronized void holdsCarrier(long nowNanos) {
        held++;
        confineHolder(nowNanos);
    }

    /** Such a probe holds none any more. */
    public synchronized void releasesCarrier() {
        held--;
    }

    private void confineHolder(long nowNanos) {
        if (held >= MAX_HELD) {
            confine(held + " of its probes do not end and hold carrier threads of the engine", nowNanos);
        }
    }

    /**
     * A probe found no memory left.
     *
     * @param freed whether its end made much memory free, so that it was the one that had used it
     */
    public synchronized void exhaust(boolean freed, long nowNanos) {
        exhaustions = nowNanos - exhaustedAtNanos > WINDOW.toNanos() ? 0 : exhaustions;
        exhaustedAtNanos = nowNanos;
        exhaustions += freed ? 1 : 0;
        if (exhaustions >= EXHAUSTIONS) {
            exhaustions = 0;
            confine(EXHAUSTED, nowNanos);
        }
    }

    /** {@return whether a probe has lately given back much memory because it found none left} */
    synchronized boolean exhausted(long nowNanos) {
        return nowNanos - exhaustedAtNanos < WINDOW.toNanos()
                && (exhaustions > 0 || (confined.equals(EXHAUSTED) && nowNanos - confinedUntilNanos < 0));
    }

    /** A class of the plugin could not be initialised and will never be in this loader. */
    public synchronized void breakDown() {
        broken = true;
    }

    /** {@return whether only loading it anew helps} */
    synchronized boolean brokenDown() {
        return broken;
    }

    /** The engine ended for this plugin: it is not started before this is over. */
    synchronized void sentence(Optional<Sentence> given) {
        sentence = given;
    }

    synchronized Optional<Sentence> sentence() {
        return sentence;
    }

    private void confine(String why, long nowNanos) {
        confined = why;
        confinedUntilNanos = nowNanos + WINDOW.toNanos();
    }

    /** The thread of such a probe has ended after all. */
    public synchronized void abandonedEnded() {
        abandoned--;
    }

    /** {@return how many probes have ignored their deadline since this version of the plugin was loaded} */
    synchronized int faults() {
        return faults;
    }

    /** Takes note of the platform threads that the plugin has started and not ended. */
    synchronized void keepsThreads(int count) {
        threads = count;
    }

    /** {@return why no probe of this plugin may start now, one sentence; empty = it may} */
    public synchronized String objection(long nowNanos) {
        if (threads > MAX_THREADS) {
            return "the plugin keeps " + threads + " threads of its own, more than " + MAX_THREADS
                    + ", and is not started any more; fix it and put it into the plugins folder again";
        }
        sentence = sentence.filter(given -> Instant.now().isBefore(given.until()));
        if (sentence.isPresent()) {
            return sentence.get().why() + "; it is not started until " + sentence.get().until();
        }
        confineHolder(nowNanos);
        confined = nowNanos - confinedUntilNanos < 0 ? confined : "";
        if (!confined.isEmpty() || abandoned >= MAX_ABANDONED) {
            return (confined.isEmpty() ? "too many probes ignored their deadline" : confined) + "; " + abandoned
                    + " that were given up still run; the plugin is not started for " + WINDOW.toSeconds() + " s";
        }
        return "";
    }

    public synchronized void retire() {
        retired = true;
    }

    /** {@return whether no probe runs} */
    synchronized boolean idle() {
        return running == 0;
    }

    /** Waits until no probe runs, at most so long. */
    synchronized void awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); running > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
