package io.arapaima.pulse;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.config.Edition;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.pulse.election.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with the hub: the role goes there, fitness comes back. Telling never waits. A confirmation that could not
 * be said at once is dropped, because it would make addresses live longer than the election meant.
 */
final class HubLink implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final Duration STALE = Duration.ofMillis(200);

    private static final System.Logger LOG = System.getLogger("pulse");

    private final Path socket;
    private final Duration limit;
    private final Rereading rereading;
    private final Runnable lives;
    private final Fitness fitness;
    private final Thread speaker = EssentialThread.platform("to-hub").unstarted(this::speak);
    private PulseReport.@Nullable RoleConfirmed waiting;
    private PulseReport.@Nullable RoleConfirmed last;
    private boolean announce;
    private boolean asks;
    private volatile boolean closed;
    private volatile @Nullable HubClient connection;

    /**
     * @param socket the hub's
     * @param limit a hub that is silent for so long hangs
     * @param grace a hub that is away for so long is dead
     * @param rereading hears of each other lvs.cf that the hub takes into use
     * @param lives is told whenever the hub has said something, and when it is there
     * @param lease how long addresses live without a word to the hub; zero = for ever
     */
    HubLink(Path socket, Duration limit, Duration grace, Consumer<Input> inbox, Rereading rereading, Runnable lives,
            Duration lease) {
        this.lives = lives;
        this.socket = socket;
        this.limit = limit;
        this.rereading = rereading;
        this.fitness = new Fitness(grace, inbox, this::running, lease);
    }

    void start() {
        speaker.start();
        EssentialThread.platform("hub-watch").start(this::watch);
    }

    /** Has the hub hear the role that was decided at a time of this machine's monotonic clock. */
    synchronized void tell(Role role, Duration lease, RoleReason reason, long decidedNanos) {
        last = new PulseReport.RoleConfirmed(role, lease.toMillis(), reason, decidedNanos);
        waiting = last;
        notifyAll();
    }

    /** Has the hub tell the neighbours again where the addresses are; one that is away does so when it comes back. */
    synchronized void announce() {
        announce = connection != null;
        notifyAll();
    }

    private void running(Edition file) {
        if (rereading.running(file)) {
            synchronized (this) {
                asks = true;
                notifyAll();
            }
        }
    }

    /** What is to be said next; empty when the conversation is over. */
    private synchronized Optional<Message.OfPulse> next(HubClient hub) throws InterruptedException {
        while (connection == hub) {
            PulseReport.RoleConfirmed told = waiting;
            waiting = null;
            if (told != null && fresh(told)) {
                return Optional.of(told);
            } else if (told == null && announce) {
                announce = false;
                return Optional.of(new PulseReport.AnnounceAgain());
            } else if (told == null && asks) {
                asks = false;
                return Optional.of(new PulseReport.PairSettingsQuery());
            } else if (told == null) {
                wait();
            }
        }
        return Optional.empty();
    }

    private static boolean fresh(PulseReport.RoleConfirmed told) {
        return told.role() == Role.STANDBY || System.nanoTime() - told.decidedNanos() < STALE.toNanos();
    }

    private void speak() {
        try {
            while (!closed) {
                try (HubClient hub = HubClient.connect(socket, "pulse")) {
                    converse(hub);
                } catch (IOException e) {
                    // Not there yet, or gone; the watch knows since when.
                }
                over();
                TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    private void converse(HubClient hub) throws IOException, InterruptedException {
        begin(hub);
        lives.run();
        EssentialThread.platform("from-hub").start(() -> listen(hub));
        for (var message = next(hub); message.isPresent(); message = next(hub)) {
            hub.say(message.get());
        }
    }

    /** The first word is the role that stands; an active one is left to the next confirmation. */
    private synchronized void begin(HubClient hub) {
        connection = hub;
        announce = false;
        asks = rereading.behind();
        fitness.connected();
        if (waiting == null && last != null && last.role() == Role.STANDBY) {
            waiting = last;
        }
    }

    private synchronized void over() {
        connection = null;
        fitness.away();
        notifyAll();
    }

    private void listen(HubClient hub) {
        try {
            while (true) {
                Message heard = hub.hear();
                lives.run();
                switch (heard) {
                    case HubReport.Fitness said -> fitness.heard(said);
                    case Message.Alive() -> fitness.lives();
                    case HubReport.PairSettings said -> rereading.told(said);
                    case Message.Answer refused ->
                        LOG.log(System.Logger.Level.WARNING, "the hub answers: {0}",
                                String.join("; ", refused.lines()));
                    case Message other -> LOG.log(System.Logger.Level.DEBUG, "the hub says {0}", other);
                }
            }
        } catch (IOException e) {
            hub.close();
            over();
        }
    }

    private void watch() {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(Fitness.LOOK.toMillis());
                fitness.look(limit);
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    @Override
    public void close() {
        closed = true;
        HubClient hub = connection;
        if (hub != null) {
            hub.close();
        }
        speaker.interrupt();
    }
}
