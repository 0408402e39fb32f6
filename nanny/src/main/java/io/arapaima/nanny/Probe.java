package io.arapaima.nanny;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.nanny.monitor.MonitoredServer;
import io.arapaima.nanny.plugin.OfferedCheck;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One probe that is run at its interval, for one or more planned checks. Thread-safe. */
public final class Probe {
    private final ProbeKey key;
    private final String label;
    private final String threadName;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger undecided = new AtomicInteger();
    /** Answers in a row that nobody could judge because of what is in them, until they count as failures. */
    private static final int UNREADABLE = 3;

    private final AtomicInteger strays = new AtomicInteger();
    private final AtomicInteger unreadable = new AtomicInteger();
    private volatile boolean settled;
    private volatile boolean awaitsFirstStart;
    private volatile long inTurnFromNanos = System.nanoTime();
    private volatile boolean cold;
    private final Optional<MarkedRoute> route;
    private volatile @Nullable Aim aim;
    private volatile long startedNanos = System.nanoTime();
    private volatile @Nullable LastRun last;
    private final Optional<InetAddress> address;
    private final String network;

    /**
     * Whom to ask, as a plugin's check declares its options: the same at every start, so it is made once. A plugin that is
     * unloaded before the next start must not be kept by it.
     */
    private record Aim(WeakReference<Check> check, Target target, Optional<String> problem) {}

    /**
     * Its last result. The next one replaces it, so that it costs one small object a probe however often it is asked.
     *
     * @param atMillis when it came, on the wall clock
     * @param took how long the server took, or the probe; zero = not known
     * @param result what was learnt
     * @param counted whether it was judged
     */
    record LastRun(long atMillis, Duration took, CheckResult result, boolean counted) {}

    /** The label names threads and troubles: the identity of the first planned check. */
    public Probe(ProbeKey key, String label) {
        this.key = key;
        this.label = label;
        this.threadName = "check " + label;
        this.route = MarkedRoute.to(key.target());
        this.address = literal(key.target().address());
        // A program's word about a server is no answer of that server.
        this.network = monitored().isPresent() ? "" : address.map(CommonCause::network).orElse("");
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // said when it is asked
        }
    }

    /** {@return whom it asks; only of a probe that has a network} */
    InetAddress address() {
        return address.orElseThrow();
    }

    /** {@return the server for a program of the site to watch; empty = a plugin asks it} */
    Optional<MonitoredServer> monitored() {
        return key.check().equals(MonitoredServer.CHECK)
                ? Optional.of(new MonitoredServer(label, key.target(), key.timing().interval()))
                : Optional.empty();
    }

    /** {@return the network of its server; empty when that is this machine} */
    String network() {
        return network;
    }

    /** {@return when it was started last, on the clock of System.nanoTime()} */
    long startedNanos() {
        return startedNanos;
    }

    ProbeKey key() {
        return key;
    }

    String label() {
        return label;
    }

    String threadName() {
        return threadName;
    }

    /** Its first start, out of turn, is still to come; until then it has no turn. */
    void awaitFirstStart() {
        awaitsFirstStart = true;
    }

    /** It is started out of turn; its turns count from half an interval later on, so that two answers are no burst. */
    void startFirst(long nowNanos) {
        inTurnFromNanos = nowNanos + intervalNanos() / 2;
        awaitsFirstStart = false;
    }

    /** {@return whether a turn of its interval that is due then counts} */
    boolean inTurn(long dueNanos) {
        return !awaitsFirstStart && dueNanos - inTurnFromNanos >= 0;
    }

    private long intervalNanos() {
        return key.timing().interval().toNanos();
    }

    /** {@return whether this is its first run with the code of this version of the plugin} */
    boolean cold() {
        return cold;
    }

    /** {@return whether one more pass that says nothing else would change nothing, now that every result is judged} */
    boolean settled() {
        return settled && undecided.get() == 0;
    }

    /** A result is on its way to be judged. */
    void undecided() {
        undecided.incrementAndGet();
    }

    /** That result is judged. */
    void decided(boolean nowSettled) {
        settled = nowSettled;
        undecided.decrementAndGet();
    }

    /** The rules or those who ask may be others now. */
    void unsettle() {
        settled = false;
    }

    /**
     * Asks once, on the way that is planned.
     *
     * @throws IllegalArgumentException if the check does not take these options
     */
    CheckResult ask(OfferedCheck offered, Deadline deadline) throws IOException, InterruptedException {
        Aim now = aim(offered);
        if (now.problem().isPresent()) {
            return new CheckResult.Inconclusive(now.problem().get());
        }
        return OptionText.within(key.target().encoding(), () -> ask(offered, now.target(), deadline));
    }

    private CheckResult ask(OfferedCheck offered, Target target, Deadline deadline)
            throws IOException, InterruptedException {
        if (route.isEmpty()) {
            return offered.check().probe(target, deadline);
        }
        return offered.check() instanceof RoutedCheck routed
                ? route.get().run(routed, target, deadline)
                : new CheckResult.Inconclusive("what check " + offered.name()
                        + " sends cannot be led through a virtual address; write check_path = direct");
    }

    /** A failure on a way of its own may be this machine's; what the server keeps from being judged is its failure in the end. */
    Outcome judged(Outcome outcome) {
        if (outcome.byAnswer()) {
            return unreadable.incrementAndGet() < UNREADABLE
                    ? outcome
                    : new Outcome(new CheckResult.Failed(CheckResult.Reason.CONTENT, UNREADABLE
                            + " answers in a row could not be judged, which counts as a failure: " + outcome.trouble()),
                            outcome.trouble());
        }
        unreadable.set(0);
        return route.isPresent() && outcome.result() instanceof CheckResult.Failed failed
                ? route.get().doubt(failed).map(Outcome::inconclusive).orElse(outcome)
                : outcome;
    }

    private Aim aim(OfferedCheck offered) {
        Aim there = aim;
        if (there == null || !there.check().refersTo(offered.check())) {
            PlannedCheck.Target planned = key.target();
            there = new Aim(new WeakReference<>(offered.check()),
                    new Target(InetAddress.ofLiteral(planned.address()), planned.port(),
                            Target.Transport.valueOf(planned.transport().toUpperCase(Locale.ROOT)),
                            key.timing().connectTimeout(),
                            Options.of(offered.options(), planned.options())),
                    OptionRule.problem(offered.options(), offered.rules(), planned.options()));
            aim = there;
            cold = true;
        }
        return there;
    }

    /** A run of this probe was given up and goes on. */
    void stray() {
        strays.incrementAndGet();
    }

    /** Such a run has ended after all. */
    void strayEnded() {
        strays.decrementAndGet();
    }

    /** {@return whether a run that was given up goes on; until it ends there is no other} */
    boolean strays() {
        return strays.get() > 0;
    }

    /** A result has come; what it means is decided elsewhere. */
    void found(CheckResult result, long nowMillis) {
        last = new LastRun(nowMillis, took(result), result, /* counted= */ true);
    }

    /** What was found last was no word about the server. */
    void excused() {
        LastRun found = last;
        if (found != null) {
            last = new LastRun(found.atMillis(), found.took(), found.result(), /* counted= */ false);
        }
    }

    private Duration took(CheckResult result) {
        return switch (result) {
            case CheckResult.Passed passed -> passed.latency();
            case CheckResult.Failed _ when monitored().isEmpty() -> Duration.ofNanos(System.nanoTime() - startedNanos);
            case CheckResult.Failed _, CheckResult.Inconclusive _ -> Duration.ZERO;
        };
    }

    /** {@return its last result; empty = none has come yet} */
    Optional<LastRun> last() {
        return Optional.ofNullable(last);
    }

    /** {@return false when the last start has no answer yet; such a probe is not started again} */
    boolean begin() {
        boolean begun = running.compareAndSet(false, true);
        if (begun) {
            startedNanos = System.nanoTime();
        }
        return begun;
    }

    void end() {
        cold = false;
        running.set(false);
    }
}
