package io.arapaima.nanny;

import java.time.Duration;
import java.util.Set;

/**
 * Watches how long virtual threads wait for their turn. When that is long (a plugin spins on every carrier, the machine is
 * overloaded or was suspended), a probe's time-out says nothing about its server. Beaten by a platform thread;
 * thread-safe.
 */
final class Carriers {
    /** How often a virtual thread is sent out to see. */
    static final Duration BEAT = Duration.ofMillis(100);
    /** A probe takes a handful of turns; one that waits for each as long as a tenth of its time has lost it all. */
    private static final int TURNS = 10;
    /** Below this, waiting is ordinary scheduling; above that, it is an outage for any probe. */
    private static final Duration ORDINARY = Duration.ofMillis(50);
    private static final Duration OUTAGE = Duration.ofSeconds(1);
    /** What is left of the longest wait after each beat: an outage of a second is forgotten after two. */
    private static final int DECAY_PERCENT = 90;
    /** How many virtual threads can have their turn at once; the launcher says it. */
    static final int COUNT = Integer.getInteger("jdk.virtualThreadScheduler.parallelism",
            Runtime.getRuntime().availableProcessors());

    private static final Set<String> LETS_GO = Set.of("java.lang.VirtualThread", "jdk.internal.vm.Continuation");

    private boolean outstanding;
    private long sentNanos;
    private long beatNanos = System.nanoTime();
    private long longestNanos;

    synchronized void beat() {
        long now = System.nanoTime();
        longestNanos = Math.max(longestNanos / 100 * DECAY_PERCENT, now - beatNanos - BEAT.toNanos());
        sentNanos += beatLateness(now);
        beatNanos = now;
        if (!outstanding) {
            outstanding = true;
            sentNanos = now;
            Thread.ofVirtual().name("carrier-beat").start(this::seen);
        }
    }

    private synchronized void seen() {
        outstanding = false;
        longestNanos = Math.max(longestNanos, System.nanoTime() - sentNanos);
    }

    /**
     * A probe has started so much later than it was due. The beat alone does not see every queue: a thread of its own can
     * have its turn at once while thousands of others wait.
     */
    void late(long nanos) {
        if (nanos > ORDINARY.toNanos()) {
            synchronized (this) {
                longestNanos = Math.max(longestNanos, Math.min(nanos, OUTAGE.toNanos()));
            }
        }
    }

    /** Threads that must have ended have had no turn. */
    void starved() {
        late(OUTAGE.toNanos());
    }

    /** {@return how long no virtual thread has had its turn, without the time in which this process had none at all} */
    synchronized Duration silence() {
        long now = System.nanoTime();
        return Duration.ofNanos(outstanding ? Math.max(0, now - sentNanos - beatLateness(now)) : 0);
    }

    private long beatLateness(long now) {
        return Math.max(0, now - beatNanos - BEAT.toNanos());
    }

    /**
     * Whether a virtual thread holds a carrier at this moment: it runs, or waits without letting go. One that waits for its
     * turn was left in the code that lets go, or has not begun.
     */
    static boolean holds(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && !LETS_GO.contains(stack[0].getClassName());
    }

    /** {@return true when the time-out of a probe with this limit is more likely our fault than the server's} */
    synchronized boolean distrusted(Duration limit) {
        long now = System.nanoTime();
        // When even the beat is late, the whole process had no turn.
        long wait = Math.max(Math.max(longestNanos, now - beatNanos - BEAT.toNanos()), silence().toNanos());
        return wait > Math.clamp(limit.toNanos() / TURNS, ORDINARY.toNanos(), OUTAGE.toNanos());
    }
}
