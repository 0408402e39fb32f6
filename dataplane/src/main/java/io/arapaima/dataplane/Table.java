package io.arapaima.dataplane;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole table: every service with its destinations, in order. Immutable; two tables are equal when their entries are.
 *
 * @param entries services in the order in which they were added, no key twice
 */
public record Table(List<Entry> entries) {
    /** The table without services. */
    public static final Table EMPTY = new Table(List.of());

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a service or a destination stands twice
     */
    public Table {
        entries = List.copyOf(entries);
        long distinct = entries.stream().map(e -> e.service().key()).distinct().count();
        if (distinct != entries.size()) {
            throw new IllegalArgumentException("a service stands twice in " + entries);
        }
    }

    /**
     * A service and its destinations.
     *
     * @param service the service
     * @param destinations its destinations, no key twice
     */
    public record Entry(Service service, List<Destination> destinations) {
        /**
         * Checks the limits.
         *
         * @throws IllegalArgumentException if a destination stands twice
         */
        public Entry {
            destinations = List.copyOf(destinations);
            long distinct = destinations.stream().map(Destination::key).distinct().count();
            if (distinct != destinations.size()) {
                throw new IllegalArgumentException(service.key() + ": a destination stands twice in " + destinations);
            }
        }

        /**
         * Finds a destination.
         *
         * @param key its identity
         * @return the destination, or empty
         */
        public Optional<Destination> destination(DestinationKey key) {
            return destinations.stream().filter(d -> d.key().equals(key)).findFirst();
        }
    }

    /**
     * Finds a service.
     *
     * @param key its identity
     * @return the service with its destinations, or empty
     */
    public Optional<Entry> entry(ServiceKey key) {
        return entries.stream().filter(e -> e.service().key().equals(key)).findFirst();
    }

    /** {@return the entries by key, in order; for many look-ups} */
    public Map<ServiceKey, Entry> byKey() {
        var map = new LinkedHashMap<ServiceKey, Entry>();
        entries.forEach(e -> map.put(e.service().key(), e));
        return map;
    }
}
