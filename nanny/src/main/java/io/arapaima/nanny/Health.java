package io.arapaima.nanny;

import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
 * @param doubt results in a row that decided nothing
 */
record Health(Verdict.State state, String why, Instant since, int passes, int failures, boolean spotless,
        Share share, Doubt doubt) {
    /** How often the words about a doubt may change: they are a message, and causes come with numbers that differ. */
    private static final Duration WORDS = Duration.ofMinutes(1);

    /**
     * Results in a row that decided nothing.
     *
     * @param count how many, counted to two
     * @param why the cause, as it was last told
     * @param since when the first one came
     * @param told when the cause was last told
     */
    record Doubt(int count, String why, Instant since, Instant told) {
        static final Doubt NONE = new Doubt(0, "", Instant.EPOCH, Instant.EPOCH);

        Doubt again(String cause, Instant now) {
            if (count == 0) {
                return new Doubt(1, cause, now, now);
            }
            boolean older = Duration.between(told, now).compareTo(WORDS) >= 0;
            return new Doubt(2, older ? cause : why, since, older ? now : told);
        }
    }

    /** Its last result decided. */
    Health(Verdict.State state, String why, Instant since, int passes, int failures, boolean spotless, Share share) {
        this(state, why, since, passes, failures, spotless, share, Doubt.NONE);
    }

    /** Nothing is known yet. */
    static Health unknown(Instant now) {
        return new Health(Verdict.State.UNKNOWN, "not probed yet", now, 0, 0, true, Share.WHOLE);
    }

    Health asking(Share now) {
        return new Health(state, why, since, passes, failures, spotless, now, doubt);
    }

    Health inconclusive(String cause, Instant now) {
        return new Health(state, why, since, passes, failures, spotless, share, doubt.again(cause, now));
    }

    /** One such result among others is nothing to tell, unless nothing else is known. */
    Optional<Verdict.Inconclusive> told() {
        return doubt.count() >= (state == Verdict.State.UNKNOWN ? 1 : 2)
                ? Optional.of(new Verdict.Inconclusive(doubt.why(), doubt.since()))
                : Optional.empty();
    }

    Verdict verdict(String check) {
        return new Verdict(check, state, why, since, share, told());
    }
}
