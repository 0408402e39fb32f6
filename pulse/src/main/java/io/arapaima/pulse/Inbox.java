package io.arapaima.pulse;

import io.arapaima.pulse.election.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where inputs go before there is a heart: kept, then handed over in order. Thread-safe. */
final class Inbox implements Consumer<Input> {
    private final List<Input> early = new ArrayList<>();
    private volatile @Nullable Heart heart;

    @Override
    public void accept(Input input) {
        Heart there = heart;
        if (there == null) {
            keep(input);
        } else {
            there.give(input);
        }
    }

    private synchronized void keep(Input input) {
        Heart there = heart;
        if (there == null) {
            early.add(input);
        } else {
            there.give(input);
        }
    }

    /** The newest takeover that is known of. */
    long term() {
        Heart there = heart;
        return there == null ? 0 : there.standing().role().term();
    }

    synchronized void open(Heart first) {
        early.forEach(first::give);
        heart = first;
    }
}
