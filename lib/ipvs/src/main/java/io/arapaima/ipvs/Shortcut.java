package io.arapaima.ipvs;

import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.ServiceKey;
import java.util.List;
import java.util.Optional;

/** A faster way to the destinations of some services, than to dump them. */
interface Shortcut extends AutoCloseable {
    /** None at all. */
    Shortcut NONE = new Shortcut() {
        @Override
        public void refresh() {}

        @Override
        public Optional<List<Destination>> destinations(ServiceKey service) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /** Comes before a reading of the whole table. */
    void refresh();

    /** All destinations, as they were at one moment; empty when only a dump can tell. */
    Optional<List<Destination>> destinations(ServiceKey service);

    @Override
    void close();
}
