package io.arapaima.pulse;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells systemd that this process lives, as long as the heart beats. */
final class Watchdog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("pulse");
    /** A heart that was not asked for so long stands still. */
    private static final long STILL_NANOS = 5_000_000_000L;

    private final Systemd systemd;
    private final Heart heart;
    private volatile boolean closed;

    private Watchdog(Systemd systemd, Heart heart) {
        this.systemd = systemd;
        this.heart = heart;
    }

    /** Starts it where systemd wants to hear something, and says that the service is ready. */
    static Optional<Watchdog> start(Map<String, String> environment, Heart heart) {
        Optional<Watchdog> watchdog = Systemd.of(environment).map(systemd -> new Watchdog(systemd, heart));
        watchdog.ifPresent(w -> {
            w.say("READY=1");
            w.systemd.watchdogMillis().ifPresent(limit -> Thread.ofPlatform().name("watchdog").daemon()
                    .start(() -> w.run(limit)));
        });
        return watchdog;
    }

    private void run(long limitMillis) {
        try {
            while (!closed) {
                if (System.nanoTime() - heart.standing().steppedAt() < STILL_NANOS) {
                    say("WATCHDOG=1");
                }
                TimeUnit.MILLISECONDS.sleep(limitMillis / 3);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String words) {
        try {
            systemd.say(words);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        say("STOPPING=1");
    }
}
