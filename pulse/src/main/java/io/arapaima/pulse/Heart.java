package io.arapaima.pulse;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.pulse.election.Effect;
import io.arapaima.pulse.election.Election;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.election.Standing;
import io.arapaima.pulse.election.WakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjLongConsumer;

/**
 * The one thread that asks the election and does what it says. It waits for nothing but time and its inbox, and touches no
 * disk, no name and no log: whatever could wait is handed to others.
 */
public final class Heart implements Runnable {
    /** More than this many unread inputs are a flood; what comes then is lost, as packets are. */
    private static final int MOST = 1024;

    /** Beside the times that lvs.cf gives it to wait. The partner has the role long before; this is for whoever is alone. */
    private static final Duration HANGS = Duration.ofSeconds(10);

    private final BlockingQueue<Input> inbox = new ArrayBlockingQueue<>(MOST);
    /** What nothing follows from; looked at when there is something else to do, at the next beat at last. */
    private final BlockingQueue<Input> patient = new ArrayBlockingQueue<>(MOST);
    private final AtomicReference<Standing> standing;
    private final ObjLongConsumer<Effect> hands;
    private final Punctual punctual = new Punctual(System.nanoTime());
    private boolean done;

    /**
     * @param hands does what the election wanted at a time; must not wait
     */
    public Heart(Standing start, ObjLongConsumer<Effect> hands) {
        this.standing = new AtomicReference<>(start);
        this.hands = hands;
    }

    /** From any thread; never waits. A beat that says nothing new wakes nobody. */
    public void give(Input input) {
        Standing is = standing.get();
        if (input instanceof Input.Heard heard && is.canWait(heard)) {
            patient.offer(heard);
        } else if (!is.ignores(input)) {
            inbox.offer(input);
        }
    }

    public Standing standing() {
        return standing.get();
    }

    PulseSnapshot.Punctuality punctuality() {
        return punctual.report(standing().rules());
    }

    @Override
    public void run() {
        Rules rules = standing.get().rules();
        try (EssentialThread.Turns turns = EssentialThread
                .watch(HANGS.plus(rules.confirmation().multipliedBy(4)).plus(rules.keepalive()))) {
            while (!done) {
                turns.turn();
                Standing is = standing.get();
                long patience = WakeTime.of(is) - System.nanoTime();
                Input input = inbox.poll(Math.max(0, patience), TimeUnit.NANOSECONDS);
                long now = System.nanoTime();
                punctual.late(now - is.beats().nextAt(), now);
                List<Input> all = new ArrayList<>();
                patient.drainTo(all);
                all.add(input == null ? new Input.Tick() : input);
                step(all, now);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but the end of the process.
        }
    }

    private void step(List<Input> inputs, long now) {
        Election.Step step = Election.step(standing.get(), inputs, now);
        standing.set(step.standing());
        step.effects().forEach(effect -> act(effect, now));
    }

    private void act(Effect effect, long now) {
        done |= effect instanceof Effect.Done;
        hands.accept(effect, now);
    }
}
