package io.arapaima.pulse;

import io.arapaima.ipc.reason.PairAlarm;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.pulse.LifeLine.Met;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.election.Rules.Director;
import io.arapaima.pulse.election.Standing;
import io.arapaima.pulse.wire.Wire;
import io.arapaima.pulse.wire.Wire.Traffic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Notices that a partner's packets come and cannot be opened: it has another key, or somebody forges them. One that was never
 * understood is alive all the same, so this director does not take a role that it may have; what it has it keeps.
 */
final class Strangers implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;
    private static final long RECENT_NANOS = 1_000_000_000L;
    private static final long QUIET_NANOS = 60_000_000_000L;
    /** Fewer are stray packets. */
    private static final long SOME = 2;

    private final Wire heartbeat;
    private final Rules rules;
    private final IntFunction<Optional<Met>> met;
    private final Supplier<Standing> standing;
    private final Consumer<Input> inbox;
    private final Map<String, Seen> seen = new HashMap<>();
    /** One while there is something to look at. */
    private final Semaphore came = new Semaphore(0);
    private volatile boolean closed;

    /**
     * @param unopened how many there were
     * @param grewAt when there was another
     * @param told what operators know
     * @param waits whether this director stands back
     */
    private record Seen(long unopened, long grewAt, Reason told, boolean waits) {}

    private Strangers(Wire heartbeat, Rules rules, IntFunction<Optional<Met>> met, Supplier<Standing> standing,
            Consumer<Input> inbox) {
        this.heartbeat = heartbeat;
        this.rules = rules;
        this.met = met;
        this.standing = standing;
        this.inbox = inbox;
    }

    /**
     * @param met the partner of a rank as it was last met
     * @param standing what the election knows now
     */
    static Strangers watch(Wire heartbeat, Rules rules, IntFunction<Optional<Met>> met, Supplier<Standing> standing,
            Consumer<Input> inbox) {
        var strangers = new Strangers(heartbeat, rules, met, standing, inbox);
        heartbeat.onUnopened(strangers::came);
        EssentialThread.platform("strangers").start(strangers::run);
        return strangers;
    }

    /** From any thread, ten thousand times a second if need be. */
    private void came() {
        if (came.availablePermits() == 0) {
            came.release();
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (seen.values().stream().noneMatch(s -> s.waits() || !s.told().equals(Reason.NONE))) {
                    came.acquire();
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                came.drainPermits();
                heartbeat.traffic().stream().filter(t -> t.counts().unopened() > 0).forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Traffic traffic) {
        Director partner = rules.partners().stream().filter(d -> d.rank() == traffic.rank()).findFirst().orElseThrow();
        String subject = partner.name() + " key over the " + traffic.path() + " path";
        long now = System.nanoTime();
        long unopened = traffic.counts().unopened();
        Seen was = seen.getOrDefault(subject, new Seen(0, now - QUIET_NANOS, Reason.NONE, false));
        long grewAt = unopened > was.unopened() ? now : was.grewAt();
        boolean never = traffic.counts().opened() == 0;
        Reason what = unopened < SOME || now - grewAt >= QUIET_NANOS
                ? Reason.NONE
                : never ? new PairAlarm.KeyDiffers() : new PairAlarm.PacketsForged();
        boolean waits = never && unopened >= SOME && now - grewAt < RECENT_NANOS && standsBack(partner);
        seen.put(subject, new Seen(unopened, grewAt, what, waits));
        if (!what.equals(was.told())) {
            inbox.accept(new Input.Noticed(subject, what));
        }
        if (waits != was.waits()) {
            inbox.accept(new Input.Health("waits for the " + subject, waits ? Grade.IMPAIRED : Grade.FIT, waits
                    ? new PairAlarm.StandsBack()
                    : Reason.NONE));
        }
    }

    /**
     * A standby leaves the role to whoever may have it. An active one keeps it, unless it has met a partner that is active too
     * and of better rank: else both would stand back after one of them was started again, and nobody would serve.
     */
    private boolean standsBack(Director partner) {
        Standing is = standing.get();
        boolean worse = rules.self().rank() > partner.rank();
        Optional<Met> active = met.apply(partner.rank()).filter(Met::active);
        return is.active()
                ? worse && active.filter(m -> m.at() - is.role().since() > 0).isPresent()
                : worse || active.isPresent();
    }

    @Override
    public void close() {
        closed = true;
        came.release();
    }
}
