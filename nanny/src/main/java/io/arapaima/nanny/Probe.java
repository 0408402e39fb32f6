package io.arapaima.nanny;

import java.util.concurrent.atomic.AtomicBoolean;

/** One probe that is run at its interval, for one or more planned checks. Thread-safe. */
final class Probe {
    private final ProbeKey key;
    private final String label;
    private final AtomicBoolean running = new AtomicBoolean();

    /** The label names threads and troubles: the identity of the first planned check. */
    Probe(ProbeKey key, String label) {
        this.key = key;
        this.label = label;
    }

    ProbeKey key() {
        return key;
    }

    String label() {
        return label;
    }

    /** {@return false when the last start has no answer yet; such a probe is not started again} */
    boolean begin() {
        return running.compareAndSet(false, true);
    }

    void end() {
        running.set(false);
    }
}
