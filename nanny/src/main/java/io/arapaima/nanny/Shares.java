package io.arapaima.nanny;

import io.arapaima.check.Metric;
import io.arapaima.ipc.reason.Share;
import java.util.List;

/** What a server asks for, by the metrics of its checks. What is not said again holds, as with HAProxy's agents. Pure. */
final class Shares {
    /** Smaller moves, in percent, are not worth an edit of the table; the ends of the scale always are. */
    private static final int DEAD_BAND = 5;

    private Shares() {}

    static Share next(Share was, List<Metric> metrics) {
        Share now = was;
        for (Metric metric : metrics) {
            now = switch (metric.name()) {
                case Metric.SHARE -> new Share(moved(now.percent(), metric.value()), now.drain());
                case Metric.DRAIN -> new Share(now.percent(), metric.value() != 0);
                default -> now;
            };
        }
        return now;
    }

    private static int moved(int was, double wanted) {
        int percent = Math.clamp(Math.round(wanted), 0, Share.MOST);
        boolean worth = percent == 0 || percent == 100 || was == 0 || Math.abs(percent - was) >= DEAD_BAND;
        return worth ? percent : was;
    }
}
