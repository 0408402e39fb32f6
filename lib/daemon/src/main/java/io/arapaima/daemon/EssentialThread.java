package io.arapaima.daemon;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A thread without which a daemon is of no use. When it ends by a defect, or does not come round any more, the process ends with a line in
 * the log: whoever started it starts a new one, where half a daemon would look alive for ever.
 */
public final class EssentialThread {
    private static final Duration RHYTHM = Duration.ofSeconds(1);
    private static final int SHOWN_FRAMES = 12;
    private static final Set<Turns> WATCHED = ConcurrentHashMap.newKeySet();
    private static final Thread WATCH = Thread.ofPlatform().name("thread-watch").daemon()
            .uncaughtExceptionHandler(EssentialThread::died).unstarted(EssentialThread::watchAll);
    private static final System.Logger LOG = System.getLogger("threads");

    private EssentialThread() {}

    /**
     * A platform thread of that kind.
     *
     * @param name for people
     * @return a builder; the thread does not keep the process alive
     */
    public static Thread.Builder.OfPlatform platform(String name) {
        return Thread.ofPlatform().name(name).daemon().uncaughtExceptionHandler(EssentialThread::died);
    }

    /**
     * A virtual thread of that kind.
     *
     * @param name for people
     * @return a builder
     */
    public static Thread.Builder.OfVirtual virtual(String name) {
        return Thread.ofVirtual().name(name).uncaughtExceptionHandler(EssentialThread::died);
    }

    /**
     * A task for an executor, which would swallow what the task throws.
     *
     * @param task what to do
     * @return the same, as part of an essential thread
     */
    public static Runnable task(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                died(Thread.currentThread(), e);
                throw e;
            }
        };
    }

    /**
     * The turns of a thread that comes round again and again. Closed when the thread has come to its end.
     */
    public static final class Turns implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private final Duration limit;
        private final Silence silence = new Silence(RHYTHM, System.nanoTime());

        private Turns(Duration limit) {
            this.limit = limit;
        }

        /** The thread has come round. */
        public void turn() {
            silence.heard();
        }

        @Override
        public void close() {
            WATCHED.remove(this);
        }
    }

    /**
     * Watches the thread that calls this from now on.
     *
     * @param limit the longest time between two turns, waiting included; more = it hangs
     * @return to be told of each turn
     */
    public static Turns watch(Duration limit) {
        var turns = new Turns(limit);
        WATCHED.add(turns);
        synchronized (WATCH) {
            if (WATCH.getState() == Thread.State.NEW) {
                WATCH.start();
            }
        }
        return turns;
    }

    private static void watchAll() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(RHYTHM.toNanos());
                long now = System.nanoTime();
                WATCHED.forEach(turns -> look(turns, now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(Turns turns, long now) {
        if (turns.silence.look(now).compareTo(turns.limit) > 0 && WATCHED.contains(turns)) {
            end(String.format(Locale.ROOT, "thread %s has not come round for %d s", turns.thread.getName(),
                    turns.limit.toSeconds()),
                    frames(turns.thread.getStackTrace()));
        }
    }

    /** A process that has a handler of its own (nanny knows whom to blame for want of memory) is asked first. */
    private static void died(Thread thread, Throwable defect) {
        Thread.UncaughtExceptionHandler first = Thread.getDefaultUncaughtExceptionHandler();
        try {
            if (first != null) {
                first.uncaughtException(thread, defect);
            }
        } finally {
            end("thread " + thread.getName() + " has ended", "\n  " + defect + frames(defect.getStackTrace()));
        }
    }

    private static String frames(StackTraceElement[] stack) {
        return Arrays.stream(stack).limit(SHOWN_FRAMES).map(frame -> "\n    at " + frame).collect(Collectors.joining());
    }

    /** Never returns, whatever is broken: for want of memory the line may be missing, the end is not. */
    private static void end(String why, String where) {
        try {
            LOG.log(System.Logger.Level.ERROR, "{0}; this process ends, so that a new one is started{1}", why, where);
        } finally {
            Runtime.getRuntime().halt(ErrorKind.DEFECT.exitCode());
        }
    }
}
