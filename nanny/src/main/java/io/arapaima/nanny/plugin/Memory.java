package io.arapaima.nanny.plugin;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/** The heap, and what happens when the engine itself finds none of it left. */
public final class Memory {
    /** More than this of the old generation still there after a collection is a leak or a glutton: nanny itself needs a tenth. */
    private static final double FULL = 0.8;
    /** What an ordinary probe holds is a fraction of this part of the heap. */
    private static final int MUCH = 20;
    private static final Optional<MemoryPoolMXBean> OLD = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getName().matches(".*(Tenured|Old) Gen"))
            .findFirst();

    private Memory() {}

    /** {@return whether the last collection left little free} */
    static boolean full() {
        MemoryUsage left = OLD.map(MemoryPoolMXBean::getCollectionUsage).orElse(null);
        return left != null && left.getUsed() > FULL * left.getMax();
    }

    /** {@return what is in use after a collection of everything, in bytes} */
    public static long collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * Asked right after something that found no memory left has ended: what the last collection could not take away against
     * what this one leaves. One at a time, so that two that end together are told apart.
     *
     * @return whether that has made so much free that it must have been what used it up
     */
    public static synchronized boolean freedByEnd() {
        MemoryUsage before = OLD.map(MemoryPoolMXBean::getCollectionUsage).orElse(null);
        return before != null && before.getUsed() - collected() > before.getMax() / MUCH;
    }

    /**
     * A task of the engine. When it finds no memory, what it left half done cannot be known, and executors and Quartz would
     * keep silent; so the process' handler is told, which starts afresh.
     */
    public static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (OutOfMemoryError e) {
                Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
                if (handler != null) {
                    handler.uncaughtException(Thread.currentThread(), e);
                }
                throw e;
            }
        };
    }
}
