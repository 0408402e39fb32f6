package io.arapaima.check;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One probe on a virtual thread of its own, as the engine runs it. */
final class RunningProbe {
    /** Connecting has its own limit, so that a trial can tell whether a check keeps it. */
    private static final double SHARE_OF_CONNECT = 0.5;

    private final Runner runner;
    private final Target target;
    private final Duration limit;
    private final Thread thread;
    private volatile @Nullable CheckResult result;
    private volatile @Nullable Throwable thrown;
    private volatile Duration took = Duration.ZERO;

    private RunningProbe(Runner runner, Target target, Duration limit) {
        this.runner = runner;
        this.target = target;
        this.limit = limit;
        this.thread = Thread.ofVirtual().name("contract-probe").unstarted(this::run);
    }

    /** How a probe is run. */
    @FunctionalInterface
    interface Runner {
        CheckResult run(Target target, Deadline deadline) throws IOException, InterruptedException;
    }

    /** Starts a probe of the check of the terms. */
    static RunningProbe start(Terms terms, Peer peer, Duration limit) {
        return start(terms, peer, limit, terms.check()::probe);
    }

    /** Starts a probe of the check of the terms, on a route perhaps. */
    static RunningProbe start(Terms terms, Peer peer, Duration limit, Runner runner) {
        Map<String, String> set = new HashMap<>(terms.options());
        set.putAll(peer.options());
        var target = new Target(peer.address().getAddress(), peer.address().getPort(), peer.transport(),
                connectTimeout(limit), Options.of(terms.check().options(), set));
        var probe = new RunningProbe(runner, target, limit);
        probe.thread.start();
        return probe;
    }

    static Duration connectTimeout(Duration limit) {
        return Duration.ofMillis((long) (limit.toMillis() * SHARE_OF_CONNECT));
    }

    private void run() {
        long start = System.nanoTime();
        try {
            result = runner.run(target, Deadline.in(limit));
        } catch (Throwable e) {
            thrown = e;
        }
        took = Duration.ofNanos(System.nanoTime() - start);
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return thread.join(time);
    }

    void interrupt() {
        thread.interrupt();
    }

    /** {@return what the probe threw; null if it returned} */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** {@return how long the ended probe took} */
    Duration took() {
        return took;
    }

    /** {@return what the engine makes of the ended probe} */
    CheckResult result() {
        return switch (thrown) {
            case null -> Objects.requireNonNull(result, "the check returned null instead of a result");
            case IOException e -> CheckResult.of(e);
            case Throwable e -> throw new AssertionError(
                    "the check threw " + e + ContractReport.place(e) + "; a mistake of the check's own is no result",
                    e);
        };
    }
}
