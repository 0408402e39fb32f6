package io.arapaima.nanny;

import io.arapaima.daemon.EssentialThread;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.quartz.simpl.ZeroSizeThreadPool;

/**
 * Quartz's thread pool: none. A firing does nothing but start virtual threads, which never blocks and takes a
 * microsecond each, so it runs on the scheduler's own thread: one hop less, and a plugin that holds every carrier thread
 * cannot hold up the schedule.
 */
final class FanOutThreads extends ZeroSizeThreadPool {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private volatile EssentialThread.@Nullable Turns turns;

    @Override
    public boolean runInThread(Runnable firing) {
        firing.run();
        return true;
    }

    /** Quartz asks in each of its rounds, and thinks for half a minute at most when nothing is due. */
    @Override
    public int blockForAvailableThreads() {
        EssentialThread.Turns watched = turns;
        if (watched == null) {
            watched = EssentialThread.watch(LIMIT);
            turns = watched;
        }
        watched.turn();
        return 1;
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        EssentialThread.Turns watched = turns;
        if (watched != null) {
            watched.close();
        }
        super.shutdown(waitForJobsToComplete);
    }

    @Override
    public int getPoolSize() {
        return 1;
    }
}
