package io.arapaima.nanny;

import io.arapaima.check.CheckResult;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.PlannedCheck.Judging;
import io.arapaima.ipc.Verdict.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Turns results into a verdict. Pure: (state, result, now) to a new state.
 *
 * <pre>
 *               passes in a row            failures in a row
 *   UNKNOWN  ---------------------> UP  ---------------------> DOWN
 *      |                            ^                           |  ^
 *      |                            +--------- passes ----------+  |
 *      +------------------------------- failures -----------------+
 * </pre>
 *
 * <p>Without {@code rise}, Piranha's re-entry rule holds: its counter starts at the threshold, so the first pass counts at
 * once; a failure sets it to 0, and then reentry / interval passes in a row are needed (whole division, at least 1). A
 * first probe that fails costs the full re-entry too. Inconclusive results change no verdict;
 * since when they come, and why, goes with it.
 */
final class HealthJudge {
    private final Judging rule;
    private final int reentryPasses;

    HealthJudge(Judging rule, Duration interval) {
        this.rule = rule;
        this.reentryPasses = Math.clamp(rule.reentry().dividedBy(interval), 1, Integer.MAX_VALUE);
    }

    Health judge(Health was, CheckResult result, Instant now) {
        return switch (result) {
            case CheckResult.Inconclusive(var cause) -> was.inconclusive(cause, now);
            case CheckResult.Passed passed ->
                passed(was.asking(Shares.next(was.share(), passed.metrics())), passed, now);
            case CheckResult.Failed failed -> failed(was, failed, now);
        };
    }

    private Health passed(Health was, CheckResult.Passed result, Instant now) {
        int needed = needed(was);
        int passes = Math.min(was.passes(), needed - 1) + 1;
        if (was.state() == State.UP || passes < needed) {
            return settled(was)
                    ? was
                    : new Health(was.state(), was.why(), was.since(), passes, 0, was.spotless(), was.share());
        }
        // A word that was waiting to be taken took no time.
        String how = result.latency().isZero() ? "passed" : "passed in " + millis(result.latency());
        String why = how + text(result.text()) + count(passes, needed);
        return new Health(State.UP, why, now, passes, 0, was.spotless(), was.share());
    }

    /** {@return whether a pass that asks for nothing changes nothing} */
    boolean settled(Health is) {
        return is.state() == State.UP && is.passes() == needed(is) && is.failures() == 0
                && is.doubt().equals(Health.Doubt.NONE);
    }

    /** {@return how far it is from another verdict} */
    CheckResults.Progress progress(Health is) {
        return new CheckResults.Progress(is.passes(), needed(is), is.failures(), rule.fall());
    }

    private int needed(Health is) {
        return rule.rise().orElse(is.spotless() ? 1 : reentryPasses);
    }

    private Health failed(Health was, CheckResult.Failed result, Instant now) {
        int failures = Math.min(was.failures(), rule.fall() - 1) + 1;
        if (was.state() == State.DOWN || failures < rule.fall()) {
            return new Health(was.state(), was.why(), was.since(), 0, failures, false, was.share());
        }
        String why = result.reason() + text(result.text()) + ", " + failures + " of " + rule.fall();
        return new Health(State.DOWN, why, now, 0, failures, false, was.share());
    }

    private static String text(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String count(int passes, int needed) {
        return needed == 1 ? "" : ", " + passes + " of " + needed;
    }

    private static String millis(Duration latency) {
        double millis = latency.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 0.95 ? "%.1f ms" : "%.0f ms", millis);
    }
}
