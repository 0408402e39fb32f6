package io.arapaima.relay;

import io.arapaima.dataplane.DestinationKey;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection's place in the table. As in the kernel's {@code tcp_state_active_table} a connection is active from its
 * first packet (here: from its choice, while the real server is still being dialled) until one side has closed its half; then
 * it is inactive. The kernel counts it so for two more minutes after its end; the relay, which has no stray packets to
 * expect, forgets it at once. Thread-safe; each step counts once however often it is reported.
 */
final class Lease {
    private final Object lock;
    private final LongSupplier clock;
    private final Runnable returned;
    private final LiveDestination destination;
    private final Templates.@Nullable Template template;
    private boolean half;
    private boolean over;

    /**
     * Called with the table's lock held.
     *
     * @param lock the table's, which guards the counts
     * @param clock the table's
     * @param returned called once, with the lock held, when the connection has ended
     */
    Lease(Object lock, LongSupplier clock, Runnable returned, LiveService.Choice choice) {
        this.lock = lock;
        this.clock = clock;
        this.returned = returned;
        destination = choice.destination();
        template = choice.template();
        destination.active++;
        if (template != null) {
            template.connected();
        }
    }

    LiveDestination destination() {
        return destination;
    }

    /** Where to connect; port 0 of a destination means the service's own port. */
    DestinationKey target(int servicePort) {
        DestinationKey key = destination.configured.key();
        return key.port() == 0 ? new DestinationKey(key.address(), servicePort) : key;
    }

    /** The destination was removed while this connection was under way: it is to be reset. */
    boolean revoked() {
        return destination.gone;
    }

    void halfClosed() {
        synchronized (lock) {
            if (!half && !over) {
                half = true;
                destination.active--;
                destination.inactive++;
            }
        }
    }

    void ended() {
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            returned.run();
            if (half) {
                destination.inactive--;
            } else {
                destination.active--;
            }
            if (template != null) {
                template.disconnected(clock.getAsLong());
            }
        }
    }
}
