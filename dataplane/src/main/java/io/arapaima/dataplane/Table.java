package io.arapaima.dataplane;

import java.util.ArrayList;
import java.util.Collection;
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

        private Entry with(Destination changed) {
            List<Destination> all = new ArrayList<>(destinations);
            all.replaceAll(d -> d.key().equals(changed.key()) ? changed : d);
            if (!all.contains(changed)) {
                all.add(changed);
            }
            return new Entry(service, all);
        }

        private Entry without(DestinationKey leaving) {
            return new Entry(service, destinations.stream().filter(d -> !d.key().equals(leaving)).toList());
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

    /**
     * The table that steps make of this one. A step about a service that is not here changes nothing.
     *
     * @param changes the steps in order
     * @return the table afterwards
     */
    public Table after(Collection<Change> changes) {
        Map<ServiceKey, Entry> after = byKey();
        for (Change change : changes) {
            switch (change) {
                case Change.AddService(Service added) -> after.putIfAbsent(added.key(), new Entry(added, List.of()));
                case Change.EditService(Service edited) ->
                    after.computeIfPresent(edited.key(), (_, e) -> new Entry(edited, e.destinations()));
                case Change.RemoveService(ServiceKey key) -> after.remove(key);
                case Change.AddDestination(ServiceKey key, Destination added) ->
                    after.computeIfPresent(key, (_, e) -> e.with(added));
                case Change.EditDestination(ServiceKey key, Destination edited) ->
                    after.computeIfPresent(key, (_, e) -> e.with(edited));
                case Change.RemoveDestination(ServiceKey key, DestinationKey leaving) ->
                    after.computeIfPresent(key, (_, e) -> e.without(leaving));
            }
        }
        return new Table(List.copyOf(after.values()));
    }

    /** {@return the entries by key, in order; for many look-ups} */
    public Map<ServiceKey, Entry> byKey() {
        var map = new LinkedHashMap<ServiceKey, Entry>();
        entries.forEach(e -> map.put(e.service().key(), e));
        return map;
    }
}
