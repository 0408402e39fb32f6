package io.arapaima.pulse;

import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.PairAlarm;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Edition;
import io.arapaima.daemon.Silence;
import io.arapaima.ipc.reason.Role;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What the hub's words, and its silence, say about this director. Thread-safe. */
final class Fitness {
    /** How often {@link #look} is to be called. */
    static final Duration LOOK = Duration.ofMillis(250);
    private static final String HUB = "hub";
    private static final String LINK = "link";
    /** The kernel removes an address up to 1.1 s after its time. */
    private static final long SLACK_NANOS = 1_300_000_000L;

    private final Duration grace;
    private final Consumer<Input> inbox;
    private final Consumer<Edition> running;
    /** A hub that is silent for so long has no address any more: it acted on a word for half a lease, the kernel for one. */
    private final long lapse;
    private Reason trouble = Reason.NONE;
    private List<String> links = List.of();
    private Edition file = Edition.UNKNOWN;
    private boolean there;
    private boolean ever;
    private final Silence silence = new Silence(LOOK, System.nanoTime());

    /**
     * @param grace a hub that is away for so long is dead; one that is started again at once is not missed
     * @param running hears of each other lvs.cf that the hub takes into use; must not wait
     * @param lease how long addresses live without a word to the hub; zero = for ever
     */
    Fitness(Duration grace, Consumer<Input> inbox, Consumer<Edition> running, Duration lease) {
        this.lapse = lease.isZero() ? Long.MAX_VALUE : lease.toNanos() + lease.toNanos() / 2 + SLACK_NANOS;
        this.grace = grace;
        this.inbox = inbox;
        this.running = running;
        hub(new PairAlarm.HubNotUp());
    }

    synchronized void connected() {
        there = true;
        silence.heard();
    }

    synchronized void away() {
        if (there) {
            there = false;
            silence.heard();
        }
    }

    void heard(HubReport.Fitness said) {
        if (take(said)) {
            running.accept(said.file());
        }
    }

    /** It is at work, and late with its answers. */
    synchronized void lives() {
        silence.heard();
    }

    /** Whether it runs another file than it did. */
    private synchronized boolean take(HubReport.Fitness said) {
        silence.heard();
        ever = true;
        hub(said.why());
        List<String> down = said.linksDown();
        if (!down.equals(links)) {
            links = down;
            inbox.accept(new Input.Health(LINK, down.isEmpty() ? Grade.FIT : Grade.IMPAIRED,
                    down.isEmpty() ? Reason.NONE : new PairAlarm.NoLink(down)));
        }
        if (said.inForce() == Role.STANDBY) {
            inbox.accept(new Input.Released());
        }
        boolean other = !said.file().equals(file);
        file = said.file();
        return other;
    }

    /** Is called every {@link #LOOK}, to notice silence; time in which this process was stopped does not count. */
    synchronized void look(Duration limit) {
        Duration silent = silence.look(System.nanoTime());
        if (there && silent.compareTo(limit) > 0) {
            hub(new PairAlarm.HubSilent(limit.toSeconds()));
        } else if (!there && ever && silent.compareTo(grace) > 0) {
            hub(new PairAlarm.HubDead());
        }
        if (ever && !trouble.equals(Reason.NONE) && silent.toNanos() > lapse) {
            inbox.accept(new Input.Released());
        }
    }

    private void hub(Reason what) {
        if (!what.equals(trouble)) {
            trouble = what;
            inbox.accept(new Input.Health(HUB, what.equals(Reason.NONE) ? Grade.FIT : Grade.BROKEN, what));
        }
    }
}
