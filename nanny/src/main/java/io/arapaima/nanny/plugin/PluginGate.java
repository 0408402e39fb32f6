package io.arapaima.nanny.plugin;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the code of a plugin comes by: {@link PluginCode} puts these calls into it when it is loaded. Public because
 * plugins live in packages of their own; not for any other use. Thread-safe.
 */
public final class PluginGate {
    /** A thread that was given up for want of a turn is done sooner than that once it has one, however busy the machine. */
    private static final long SPINS_NANOS = Duration.ofMillis(100).toNanos();
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final Map<Thread, Turns> ABANDONED = new ConcurrentHashMap<>();
    /** Read at every turn of every loop of every plugin; a look into the map would cost too much there. */
    private static volatile boolean anyAbandoned;

    /** The loops of a thread since it was given up. For that thread alone. */
    private static final class Turns {
        private final boolean evenInitialising;
        private boolean begun;
        private long firstNanos;

        Turns(boolean evenInitialising) {
            this.evenInitialising = evenInitialising;
        }

        boolean goOn() {
            long now = System.nanoTime();
            firstNanos = begun ? firstNanos : now;
            begun = true;
            return now - firstNanos > SPINS_NANOS;
        }
    }

    private PluginGate() {}

    /** A probe was given up and its thread may go no further. */
    public static final class ProbeAbandoned extends Error {
        private static final long serialVersionUID = 1;

        ProbeAbandoned() {
            super("the probe ignored its deadline and was ended", null, false, false);
        }
    }

    /**
     * Stands where a plugin says {@code System.exit(status)}.
     *
     * @param status what it wanted to exit with
     * @throws SecurityException always: a plugin does not end the engine
     */
    @SuppressWarnings("DoNotCallSuggester") // plugins call it without knowing
    public static void exit(int status) {
        throw new SecurityException("the plugin called exit(" + status + "); a plugin must not end the engine");
    }

    /**
     * Stands where a plugin says {@code Runtime.getRuntime().exit(status)} or {@code halt(status)}.
     *
     * @param runtime what it was said to
     * @param status what it wanted to exit with
     * @throws SecurityException always: a plugin does not end the engine
     */
    public static void exit(Runtime runtime, int status) {
        exit(status);
    }

    /** Stands before every jump back in a plugin, and ends there a probe that was given up and goes on all the same. */
    public static void loop() {
        if (anyAbandoned) {
            turn();
        }
    }

    private static void turn() {
        Turns turns = ABANDONED.get(Thread.currentThread());
        if (turns != null && turns.goOn() && (turns.evenInitialising || !initialises())) {
            throw new ProbeAbandoned();
        }
    }

    /** A class whose initialisation is cut short is dead for good, so nothing under one is ended. */
    private static boolean initialises() {
        return STACK.walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("<clinit>")));
    }

    public static void abandon(Thread thread) {
        abandon(thread, /* evenInitialising= */ false);
    }

    /** What it loads is thrown away, so what it initialises may be cut short too. */
    static void abandonLoading(Thread thread) {
        abandon(thread, /* evenInitialising= */ true);
    }

    private static synchronized void abandon(Thread thread, boolean evenInitialising) {
        if (thread.isAlive()) {
            ABANDONED.putIfAbsent(thread, new Turns(evenInitialising));
            anyAbandoned = true;
        }
    }

    public static synchronized void ended(Thread thread) {
        ABANDONED.remove(thread);
        anyAbandoned = !ABANDONED.isEmpty();
    }
}
