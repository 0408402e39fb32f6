package io.arapaima.nanny;

import org.quartz.simpl.ZeroSizeThreadPool;

/**
 * Quartz's thread pool: none. A firing does nothing but start virtual threads, which never blocks and takes a
 * microsecond each, so it runs on the scheduler's own thread: one hop less, and a plugin that holds every carrier thread
 * cannot hold up the schedule.
 */
final class FanOutThreads extends ZeroSizeThreadPool {
    @Override
    public boolean runInThread(Runnable firing) {
        firing.run();
        return true;
    }

    @Override
    public int blockForAvailableThreads() {
        return 1;
    }

    @Override
    public int getPoolSize() {
        return 1;
    }
}
