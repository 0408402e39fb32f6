package io.arapaima.pulse;

import io.arapaima.daemon.Signals;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A machine that is no director stands by: it takes no role, speaks to nobody, starts nothing, and looks every second whether
 * it has a director's address now. Ending instead would either turn for ever under a unit that starts pulse again, or leave a
 * machine without pulse whose network came later than it (decision 14).
 */
final class Bystander {
    private static final System.Logger LOG = System.getLogger("pulse");
    private static final long LOOK_MILLIS = 1000;

    private Bystander() {}

    /** Reads everything anew; empty when lvs.cf cannot be used. */
    interface Reader {
        Optional<Plan> read() throws IOException;
    }

    /** The plan, as soon as this machine is a director; empty when lvs.cf cannot be used. */
    static Optional<Plan> plan(Reader reader) throws IOException {
        try {
            return reader.read();
        } catch (Refusal e) {
            if (!e.mayPass()) {
                throw e;
            }
            LOG.log(System.Logger.Level.WARNING, "{0}; it takes no role and stands by until it has such an address",
                    e.getMessage());
            return wait(reader);
        }
    }

    private static Optional<Plan> wait(Reader reader) throws IOException {
        Set<InetAddress> known = Site.ownAddresses();
        Optional<Systemd> systemd = Systemd.of(System.getenv());
        var reload = new CountDownLatch(1);
        Signals.on("pulse", "HUP", reload::countDown);
        if (systemd.isPresent()) {
            systemd.get().say("READY=1\nSTATUS=stands by: this machine is no director");
        }
        while (reload.getCount() > 0 && Site.ownAddresses().equals(known)) {
            if (systemd.isPresent()) {
                systemd.get().say("WATCHDOG=1");
            }
            pause(reload);
        }
        return plan(reader);
    }

    private static void pause(CountDownLatch reload) {
        try {
            var _ = reload.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
