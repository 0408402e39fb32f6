package io.arapaima.manager;

import io.arapaima.ipc.HubReport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What pulse is owed: an answer to each of its words, after the pass in which it took effect, and a word when that changes. */
final class PulseLine {
    private @Nullable Consumer<HubReport.Fitness> link;
    private HubReport.@Nullable Fitness last;
    private int owed;

    void heard(Consumer<HubReport.Fitness> from) {
        if (!from.equals(link)) {
            link = from;
            owed = 0;
        }
        owed++;
    }

    void left(Consumer<HubReport.Fitness> from) {
        if (from.equals(link)) {
            link = null;
        }
    }

    void answer(HubReport.Fitness now) {
        int times = owed == 0 && !now.equals(last) ? 1 : owed;
        for (int i = 0; i < times && link != null; i++) {
            link.accept(now);
        }
        owed = 0;
        last = now;
    }
}
