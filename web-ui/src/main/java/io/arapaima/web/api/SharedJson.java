package io.arapaima.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** JSON that is the same for every reader of a stream: made for the first, kept for the others for a while. Thread-safe. */
final class SharedJson {
    /** Some seconds of a busy director. */
    private static final int MOST = 500;

    private final Map<Object, Optional<String>> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Optional<String>> eldest) {
            return size() > MOST;
        }
    };

    /** What it is of. */
    sealed interface Key {
        /** An event by its number. */
        record OfEvent(long seq) implements Key {}

        /** What is different between two views by their numbers; empty where the reader takes the whole. */
        record OfDelta(long from, long to) implements Key {}
    }

    /** {@return what was made of this before, or is made now} */
    synchronized Optional<String> of(Key key, Supplier<Optional<String>> make) {
        Optional<String> there = kept.get(key);
        if (there == null) {
            there = make.get();
            kept.put(key, there);
        }
        return there;
    }
}
