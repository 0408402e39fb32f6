package io.arapaima.nanny;

import io.arapaima.ipc.reason.EngineAlarm;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.nanny.plugin.Troubles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who has answered when, by network, and what {@link CommonCause} makes of it when somebody does not: such a failure does not
 * count, and is one trouble of its own until somebody answers. Answers are noted by any thread; failures belong to the
 * engine's.
 */
final class NetworkWatch {
    static final String SUBJECT = "network";
    /** Less often than that an answer need not be noted: probes take longer to fail. */
    private static final long GRAIN_NANOS = 1_000_000;

    private final LocalNetwork here = new LocalNetwork(Path.of("/proc"));
    private final Troubles troubles;
    private final Map<String, Long> lastAnswers = new ConcurrentHashMap<>();
    private CommonCause.State state = CommonCause.State.QUIET;
    private volatile boolean inTrouble;

    NetworkWatch(Troubles troubles) {
        this.troubles = troubles;
    }

    /** {@return whether the probe's server or its host has shown that it can be reached} */
    static boolean answers(CheckResult result) {
        return switch (result) {
            case CheckResult.Passed _ -> true;
            case Failed(var reason, var _) -> reason != Reason.TIMEOUT && reason != Reason.UNREACHABLE
                    && reason != Reason.PROGRAM;
            case CheckResult.Inconclusive _ -> false;
        };
    }

    /** {@return true when a trouble may be over, which the engine's thread is to see to} */
    boolean answered(Probe probe) {
        String network = probe.network();
        if (!network.isEmpty()) {
            long now = System.nanoTime();
            Long before = lastAnswers.get(network);
            if (before == null || now - before > GRAIN_NANOS) {
                lastAnswers.put(network, now);
            }
        }
        return inTrouble;
    }

    /** Somebody has answered, so the network is there. */
    void over(Probe probe) {
        if (inTrouble && !probe.network().isEmpty()
                && here.problem(probe.address(), /* unreachable= */ true).isEmpty()) {
            inTrouble = false;
            state = CommonCause.State.QUIET;
            troubles.over(SUBJECT);
        }
    }

    /** {@return why a failure does not count; empty = it does} */
    Optional<String> excuse(Probe probe, Failed failed) {
        if (probe.network().isEmpty()) {
            return Optional.empty();
        }
        boolean unreachable = failed.text().contains("Network is unreachable");
        var failure = new CommonCause.Failure(failed, probe.startedNanos(), probe.key().timing().interval().toNanos(),
                here.problem(probe.address(), unreachable));
        var judgement = CommonCause.judge(state, failure, lastAnswers, System.nanoTime());
        state = judgement.state();
        judgement.cause().ifPresent(cause -> {
            inTrouble = true;
            troubles.raise(SUBJECT, SUBJECT,
                    new EngineAlarm.NetworkGone(cause));
        });
        return judgement.cause();
    }

    /** {@return whether nothing is known but that nobody answers; then it is worth while to ask again soon} */
    boolean silent() {
        return state.silent();
    }
}
