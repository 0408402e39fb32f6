package io.arapaima.web.director;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.OnBehalf;
import io.arapaima.ipc.PluginCheck;
import io.arapaima.ipc.PulseClient;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.TrafficRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks hub and pulse for a person: a conversation of its own each, in which the daemon judges by that person's role. Four at once,
 * because a daemon has few places. Thread-safe.
 */
public final class Desk {
    private static final String PROGRAM = "web-ui";
    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 10;

    private final Path hub;
    private final Path pulse;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /**
     * Connects to nobody yet.
     *
     * @param runDir folder of the daemons' sockets
     */
    public Desk(Path runDir) {
        this.hub = runDir.resolve("lvs-manager.sock");
        this.pulse = runDir.resolve("pulse.sock");
    }

    /** {@return the hub's socket} */
    public Path hub() {
        return hub;
    }

    private interface Talk<T> {
        T with() throws IOException;
    }

    private <T> T placed(Talk<T> talk) throws IOException {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("others are asking the director, and it has not answered them yet; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the web UI is being stopped", e);
        }
        try {
            return talk.with();
        } finally {
            places.release();
        }
    }

    /**
     * Asks the hub.
     *
     * @param person for whom
     * @param request what
     * @return its answer, be it a refusal
     * @throws IOException if it is gone
     */
    public Message ask(OnBehalf person, Message.ToHub request) throws IOException {
        return placed(() -> {
            try (HubClient client = HubClient.connect(hub, PROGRAM, person)) {
                return client.askFor(request);
            }
        });
    }

    /**
     * Asks the hub what the plugins offer.
     *
     * @param person for whom
     * @param look whether the check engine shall look into its folders now
     * @return a check, or a refused file, each
     * @throws IOException if the hub refuses or is gone
     */
    public List<PluginCheck> plugins(OnBehalf person, boolean look) throws IOException {
        return placed(() -> {
            try (HubClient client = HubClient.connect(hub, PROGRAM, person)) {
                return client.plugins(look);
            }
        });
    }

    /**
     * Asks the hub what goes through the table.
     *
     * @param person for whom
     * @return counters and rates, or why there are none
     * @throws IOException if the hub refuses or is gone
     */
    public TrafficRequest.Traffic traffic(OnBehalf person) throws IOException {
        return placed(() -> {
            try (HubClient client = HubClient.connect(hub, PROGRAM, person)) {
                return client.traffic();
            }
        });
    }

    /**
     * Asks the hub what checks have found last.
     *
     * @param person for whom
     * @param names of real servers and services; empty = all
     * @return what is known of their checks
     * @throws IOException if the hub refuses or is gone
     */
    public CheckResults checkResults(OnBehalf person, List<String> names) throws IOException {
        return placed(() -> {
            try (HubClient client = HubClient.connect(hub, PROGRAM, person)) {
                return client.checkResults(names);
            }
        });
    }

    /**
     * Asks pulse for its state.
     *
     * @param person for whom
     * @return everything at one moment
     * @throws IOException if there is no pulse, or it refuses
     */
    public PulseSnapshot pulse(OnBehalf person) throws IOException {
        return placed(() -> {
            try (PulseClient client = PulseClient.connect(pulse, PROGRAM, person)) {
                return client.status();
            }
        });
    }

    /**
     * Asks pulse for a deed.
     *
     * @param person for whom
     * @param request what
     * @return its answer, be it a refusal
     * @throws IOException if there is no pulse
     */
    public Message.Answer ask(OnBehalf person, Message.ToPulse request) throws IOException {
        return placed(() -> {
            try (PulseClient client = PulseClient.connect(pulse, PROGRAM, person)) {
                return client.ask(request);
            }
        });
    }
}
