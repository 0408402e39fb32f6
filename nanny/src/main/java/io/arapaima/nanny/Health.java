package io.arapaima.nanny;

import io.arapaima.ipc.Share;
import io.arapaima.ipc.Verdict;
import java.time.Instant;

/**
 * What is known of one planned check.
 *
 * @param state the verdict
 * @param why the result that decided
 * @param since when the state began
 * @param passes passes in a row, counted no further than the rule asks
 * @param failures failures in a row, counted no further than the rule asks
 * @param spotless no failure yet; Piranha's re-entry counter still stands where it started, at its threshold
 * @param share what the server asks for
 */
record Health(Verdict.State state, String why, Instant since, int passes, int failures, boolean spotless,
        Share share) {
    /** Nothing is known yet. */
    static Health unknown(Instant now) {
        return new Health(Verdict.State.UNKNOWN, "not probed yet", now, 0, 0, true, Share.WHOLE);
    }

    Health asking(Share now) {
        return new Health(state, why, since, passes, failures, spotless, now);
    }

    Verdict verdict(String check) {
        return new Verdict(check, state, why, since, share);
    }
}
