package io.arapaima.relay;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * {@code ip_vs_wrr.c}: passes over the list with a bar that falls from the greatest weight to 1 in steps of the greatest
 * common divisor; each pass chooses the destinations whose weight reaches the bar. The bar is lowered by divisor - 1 (the
 * kernel's {@code mw}), so that a weight below the divisor is still met by the last pass.
 */
final class WeightedRoundRobin implements Scheduler {
    /** Position before the first destination: the kernel's list head. */
    private static final int HEAD = -1;

    private int last = HEAD;
    private int bar;
    private int top;
    private int step = 1;

    @Override
    public Optional<Candidate> choose(List<Candidate> candidates, InetAddress client) {
        if (top <= 0) {
            return Optional.empty();
        }
        // The rest of the started pass, then each bar once over the whole list: more cannot find anything new.
        for (int passes = top / step + 2; passes > 0; passes--) {
            for (int i = last + 1; i < candidates.size(); i++) {
                if (candidates.get(i).weight() >= bar) {
                    last = i;
                    return Optional.of(candidates.get(i));
                }
            }
            last = HEAD;
            bar -= step;
            if (bar <= 0) {
                bar = top;
            }
        }
        return Optional.empty();
    }

    @Override
    public void changed(List<Candidate> candidates) {
        int divisor = 0;
        int greatest = 0;
        for (Candidate candidate : candidates) {
            divisor = gcd(candidate.weight(), divisor);
            greatest = Math.max(greatest, candidate.weight());
        }
        last = HEAD;
        step = Math.max(divisor, 1);
        top = greatest - (step - 1);
        if (bar > top || bar == 0) {
            bar = top;
        } else if (step > 1) {
            bar = bar / step * step + 1;
        }
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
