package io.arapaima.nanny;

import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Reason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Judges whether a failed check has its cause on this side of the network, so that it says nothing about its server. Pure:
 * (state, failure, facts) to a new state.
 *
 * <p>Two things are on this side. A <em>fact</em>: this machine has no route to the server, or the interface there has no
 * link, or its gateway does not answer. And <em>silence</em>: nobody has answered since the failed probe was started, though
 * servers in two networks or more did so shortly before. Silence counts for {@value #LIMIT_SECONDS} s at most, because
 * two networks may really have died; it ends with the first answer. Servers in one network alone never make a silence: a rack
 * that died must leave the table. A failure by which the server shows that it is there (it refuses, resets, answers
 * wrongly) is always its own.
 */
final class CommonCause {
    static final int LIMIT_SECONDS = 60;
    private static final long LIMIT_NANOS = Duration.ofSeconds(LIMIT_SECONDS).toNanos();
    /** Whose last answer is older at the beginning of a silence was silent before it. */
    private static final long SHORTLY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int LEAST_NETWORKS = 2;

    private static final int IPV4_PREFIX_BYTES = 3;
    private static final int IPV6_PREFIX_BYTES = 8;

    private CommonCause() {}

    /** The network of an address: a /24 or a /64; empty on this machine itself, where no network can fail. */
    static String network(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return "";
        }
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes,
                address instanceof Inet4Address ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES));
    }

    /**
     * What was thought after the last failure.
     *
     * @param silent whether a silence goes on
     * @param sinceNanos when it began
     */
    record State(boolean silent, long sinceNanos) {
        static final State QUIET = new State(false, 0);
    }

    /**
     * A failed probe.
     *
     * @param result what it found
     * @param startedNanos when it was started
     * @param intervalNanos how often it is
     * @param fact what on this side keeps it from its server; empty = nothing is known
     */
    record Failure(Failed result, long startedNanos, long intervalNanos, Optional<String> fact) {}

    /**
     * What follows.
     *
     * @param state from now on
     * @param cause why the failure does not count; empty = it counts
     */
    record Judgement(State state, Optional<String> cause) {}

    /** The last answers are those of each network, on the clock of System.nanoTime(). */
    static Judgement judge(State was, Failure failure, Map<String, Long> lastAnswers, long nowNanos) {
        Reason reason = failure.result().reason();
        if (reason != Reason.TIMEOUT && reason != Reason.UNREACHABLE) {
            return new Judgement(State.QUIET, Optional.empty());
        }
        if (failure.fact().isPresent()) {
            return new Judgement(State.QUIET, failure.fact());
        }
        if (lastAnswers.values().stream().anyMatch(at -> at - failure.startedNanos() >= 0)) {
            return new Judgement(State.QUIET, Optional.empty());
        }
        boolean goesOn = was.silent() && lastAnswers.values().stream().noneMatch(at -> at - was.sinceNanos() > 0);
        long since = goesOn ? was.sinceNanos() : nowNanos;
        long before = since - Math.max(SHORTLY_NANOS, 2 * failure.intervalNanos());
        long networks = lastAnswers.values().stream().filter(at -> at - before >= 0).count();
        State now = new State(true, since);
        return networks < LEAST_NETWORKS || nowNanos - since >= LIMIT_NANOS
                ? new Judgement(now, Optional.empty())
                : new Judgement(now, Optional.of("no server of " + networks + " networks answers any more"));
    }
}
