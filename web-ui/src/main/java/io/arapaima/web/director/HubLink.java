package io.arapaima.web.director;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.ipc.HubClient;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Keeps the live state alive: one conversation with the hub follows its events, another asks for its state every two seconds while
 * somebody looks, and every five when nobody does; an event is a reason to ask at once, half a second after the last time, or
 * two seconds while one follows the other. A hub that is gone is asked again, ever more seldom, up to
 * every five seconds.
 */
public final class HubLink implements Closeable {
    private static final String PROGRAM = "web-ui";
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(5);
    /** However many events there are. */
    private static final Duration LEAST = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Path socket;
    private final LiveState state;
    private final BooleanSupplier watched;
    private final Thread asking;
    private final Thread following;
    private volatile boolean closing;

    private HubLink(Path socket, LiveState state, BooleanSupplier watched) {
        this.socket = socket;
        this.state = state;
        this.watched = watched;
        this.asking = EssentialThread.virtual("hub-state").unstarted(() -> keep(this::ask));
        this.following = EssentialThread.virtual("hub-events").unstarted(() -> keep(this::follow));
    }

    /**
     * Begins.
     *
     * @param socket the hub's
     * @param state to be told
     * @param watched whether somebody looks now
     * @return to be closed at the end
     */
    public static HubLink start(Path socket, LiveState state, BooleanSupplier watched) {
        var link = new HubLink(socket, state, watched);
        link.asking.start();
        link.following.start();
        return link;
    }

    /** A conversation that lasts until it breaks. */
    private interface Conversation {
        void hold(HubClient hub, Runnable good) throws IOException, InterruptedException;
    }

    private void keep(Conversation conversation) {
        Duration[] pause = {FIRST_PAUSE};
        while (!closing) {
            try {
                try (HubClient hub = HubClient.connect(socket, PROGRAM)) {
                    conversation.hold(hub, () -> pause[0] = FIRST_PAUSE);
                } catch (IOException e) {
                    state.lost(String.valueOf(e.getMessage()));
                }
                TimeUnit.NANOSECONDS.sleep(pause[0].toNanos());
            } catch (InterruptedException e) {
                return; // closed
            }
            Duration longer = pause[0].multipliedBy(2);
            pause[0] = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private void ask(HubClient hub, Runnable good) throws IOException, InterruptedException {
        Duration least = LEAST;
        while (!closing) {
            long asked = System.nanoTime();
            state.heard(Projection.of(hub.status()));
            good.run();
            long looks = state.looks();
            TimeUnit.NANOSECONDS.sleep(least.toNanos());
            state.await(looks, (watched.getAsBoolean() ? BUSY : IDLE).toMillis());
            least = state.looks() != looks && System.nanoTime() - asked < BUSY.multipliedBy(2).toNanos() ? BUSY : LEAST;
        }
    }

    private void follow(HubClient hub, Runnable good) throws IOException {
        hub.events(LiveState.EVENTS, true, event -> {
            good.run();
            state.happened(event);
        });
    }

    @Override
    public void close() {
        closing = true;
        asking.interrupt();
        following.interrupt();
    }
}
