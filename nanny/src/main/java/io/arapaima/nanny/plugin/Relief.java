package io.arapaima.nanny.plugin;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a plugin that is in use no more had kept memory: what comes free at its unloading, and then alone.
 * Memory that falls by itself just before or after belongs to probes that end, and accuses nobody.
 */
final class Relief {
    /** So long may its last probes take; while one runs, what it holds cannot be told from what the plugin keeps. */
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final int MOST_LOOKS = 5;
    private static final long MEGA = 1_000_000;

    private static final System.Logger LOG = System.getLogger("nanny");

    private Relief() {}

    /**
     * Unloads a retired plugin.
     *
     * @param old the plugin; emptied, because a reference in a frame of the stack would keep what it kept
     * @param much how many bytes are worth an accusation
     * @return how many it had kept; zero when it is not proven that it kept so many
     */
    static long kept(AtomicReference<@Nullable LoadedPlugin> old, long much) throws InterruptedException {
        boolean idle = idle(Objects.requireNonNull(old.get()).conduct());
        long before = Memory.collected();
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        long with = Memory.collected();
        close(old);
        long freed = freed(with, much);
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        long fallsOn = with - freed - Memory.collected();
        boolean flat = before - with < much / 2 && fallsOn < much / 2;
        LOG.log(Level.INFO, "loaded anew: {0} MB were in use, {1} MB came free; the last probes had ended: {2}, "
                + "nothing else came free: {3}", with / MEGA, freed / MEGA, idle, flat);
        return idle && flat && freed > much ? freed : 0;
    }

    private static boolean idle(Conduct conduct) throws InterruptedException {
        conduct.awaitIdle(DRAIN);
        return conduct.idle();
    }

    private static void close(AtomicReference<@Nullable LoadedPlugin> old) {
        Objects.requireNonNull(old.getAndSet(null)).close();
    }

    /** A busy machine takes its time to unload, and the next must not be blamed for it. */
    private static long freed(long with, long much) throws InterruptedException {
        long freed = 0;
        for (int look = 0; look < MOST_LOOKS && freed <= much; look++) {
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
            freed = with - Memory.collected();
        }
        return freed;
    }
}
