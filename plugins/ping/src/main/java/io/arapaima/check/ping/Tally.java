package io.arapaima.check.ping;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What was asked and answered so far. */
final class Tally {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int count;
    private final int maxLoss;
    private final long[] sentNanos;
    private final long[] roundTripNanos;
    private int sent;
    private int answered;
    private long sum;
    private long longest;

    Tally(int count, int maxLoss) {
        this.count = count;
        this.maxLoss = maxLoss;
        this.sentNanos = new long[count];
        this.roundTripNanos = new long[count];
    }

    /** Notes a request; {@return its sequence number} */
    int send(long now) {
        sentNanos[sent] = now;
        return sent++;
    }

    /** Notes a reply. Duplicates and numbers never sent do not count. */
    void receive(int sequence, long now) {
        if (sequence < sent && roundTripNanos[sequence] == 0) {
            roundTripNanos[sequence] = Math.max(1, now - sentNanos[sequence]);
            sum += roundTripNanos[sequence];
            longest = Math.max(longest, roundTripNanos[sequence]);
            answered++;
        }
    }

    boolean moreToSend() {
        return sent < count;
    }

    boolean anyAnswer() {
        return answered > 0;
    }

    boolean allAnswered() {
        return answered == count;
    }

    /** Whether the answers so far would do if all others were lost. */
    boolean enough() {
        return (count - answered) * 100 <= maxLoss * count;
    }

    long lastSentNanos() {
        return sentNanos[Math.max(0, sent - 1)];
    }

    long longestNanos() {
        return longest;
    }

    CheckResult result() {
        if (sent == 0) {
            return new Inconclusive("no echo request was sent within the time limit: this director is too busy");
        }
        String answers = answered + " of " + count + " echo requests answered";
        if (answered == 0 || !enough()) {
            return new Failed(Reason.TIMEOUT, answers + " within the time limit; max-loss is " + maxLoss + " %");
        }
        double mean = sum / NANOS_PER_SECOND / answered;
        return new Passed(Duration.ofNanos(sum / answered),
                String.format(Locale.ROOT, "%s, %.3f ms", answers, mean * 1e3),
                List.of(new Metric("rtt", mean, "s"), new Metric("loss", 100.0 * (count - answered) / count, "%")));
    }
}
