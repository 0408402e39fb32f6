package io.arapaima.pulse;

import io.arapaima.checkspec.AddressText;
import io.arapaima.ipc.reason.PairAlarm;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the targets of {@code reach}, each on a thread of its own; one that answers is enough. */
final class Reach implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofMillis(400);
    /** Three questions in a row without an answer. Part of how long addresses may outlive the last beat. */
    static final Duration LIMIT = Duration.ofSeconds(1);

    private final List<InetAddress> targets;
    private final Consumer<Input> inbox;
    private final Map<InetAddress, Long> answered = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private boolean reached;

    private Reach(List<InetAddress> targets, Consumer<Input> inbox) {
        this.targets = targets;
        this.inbox = inbox;
    }

    static Reach start(List<InetAddress> targets, Consumer<Input> inbox) {
        var reach = new Reach(List.copyOf(targets), inbox);
        if (!targets.isEmpty()) {
            reach.tell(false);
        }
        targets.forEach(
                t -> EssentialThread.platform("reach-" + t.getHostAddress()).start(() -> reach.ask(t)));
        return reach;
    }

    private void ask(InetAddress target) {
        try {
            while (!closed) {
                if (answers(target)) {
                    answered.put(target, System.nanoTime());
                }
                judge();
                TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A ping where this process may send one, else a connection that is made or refused. */
    private static boolean answers(InetAddress target) {
        try {
            return target.isReachable((int) PATIENCE.toMillis());
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void judge() {
        long now = System.nanoTime();
        boolean any = answered.values().stream().anyMatch(at -> now - at < LIMIT.toNanos());
        if (any != reached) {
            reached = any;
            tell(any);
        }
    }

    private void tell(boolean well) {
        inbox.accept(new Input.Health(Trouble.REACH, well ? Grade.FIT : Grade.IMPAIRED, well
                ? Reason.NONE
                : new PairAlarm.TargetsSilent(targets.stream().map(AddressText::of).toList())));
    }

    @Override
    public void close() {
        closed = true;
    }
}
