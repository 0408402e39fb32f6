package io.arapaima.pulse;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.Role;
import io.arapaima.pulse.election.Beat;
import io.arapaima.pulse.election.Effect;
import io.arapaima.pulse.election.Rules;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;

/** Does what the election wants, without waiting for anything: packets go out at once, words are for another thread. */
final class Hands implements ObjLongConsumer<Effect> {
    private static final System.Logger LOG = System.getLogger("pulse");
    private static final int MOST_WORDS = 1000;

    private volatile Rules rules;
    private final BiConsumer<Integer, Beat> beats;
    private final HubLink hub;
    private final String service;
    private final Hooks hooks;
    private final Fences fences;
    private final CountDownLatch done = new CountDownLatch(1);
    /** A log that cannot be written holds up this thread and no other. */
    private final ThreadPoolExecutor teller = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WORDS), Thread.ofPlatform().name("teller").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    private RoleReason reason = new RoleReason.Started();

    Hands(Plan plan, BiConsumer<Integer, Beat> beats, HubLink hub, Fences fences) {
        this.fences = fences;
        this.rules = plan.site().rules();
        this.beats = beats;
        this.hub = hub;
        this.service = plan.config().service();
        this.hooks = new Hooks(plan.config().heartbeat().activeCmd(), plan.config().heartbeat().inactiveCmd(),
                plan.config().encoding(), text -> say(System.Logger.Level.WARNING, text));
        tell(Role.STANDBY, Duration.ZERO, System.nanoTime());
        hooks.became(false);
    }

    /** The lease may be another one. */
    void configured(Rules now) {
        rules = now;
    }

    @Override
    public void accept(Effect effect, long decided) {
        switch (effect) {
            case Effect.Send(var to, var beat) -> beats.accept(to, beat);
            case Effect.Take(var why) -> {
                reason = why;
                tell(Role.ACTIVE, rules.lease(), decided);
                hooks.became(true);
                say(System.Logger.Level.INFO, English.of(why) + ": activating " + service);
            }
            case Effect.GiveUp(var why) -> {
                reason = why;
                tell(Role.STANDBY, Duration.ZERO, decided);
                hooks.became(false);
                say(System.Logger.Level.INFO, English.of(why) + ": deactivating " + service.toUpperCase(Locale.ROOT));
            }
            case Effect.Confirm(var active) ->
                tell(active ? Role.ACTIVE : Role.STANDBY, active ? rules.lease() : Duration.ZERO, decided);
            case Effect.Announce(var why) -> {
                hub.announce();
                say(System.Logger.Level.INFO, why + ": announcing again");
            }
            case Effect.Fence(var partner) -> {
                fences.shoot(partner);
                say(System.Logger.Level.WARNING, partner.name() + " is silent: fencing it");
            }
            case Effect.Alarm(var subject, var what) -> {
                boolean over = what.equals(Reason.NONE);
                say(over ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                        over ? "over: " + subject : subject + ": " + English.of(what));
            }
            case Effect.Done() -> done.countDown();
        }
    }

    private void tell(Role role, Duration lease, long decided) {
        hub.tell(role, lease, reason, decided);
    }

    /** On another thread. */
    void say(System.Logger.Level level, String text) {
        teller.execute(() -> LOG.log(level, text));
    }

    /** Whether everything was said within a time. */
    boolean finished(Duration limit) throws InterruptedException {
        return done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
