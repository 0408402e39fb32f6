package io.arapaima.dataplane;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** A service and its destinations, in order. Immutable; two are equal when service, destinations and their order are. */
    public static final class Entry {
        private final Service service;
        private final List<Destination> destinations;
        private final Map<DestinationKey, Destination> byKey;

        /**
         * Checks the limits.
         *
         * @param service the service
         * @param destinations its destinations, no key twice
         * @throws IllegalArgumentException if a destination stands twice
         */
        public Entry(Service service, List<Destination> destinations) {
            this.service = service;
            this.destinations = List.copyOf(destinations);
            this.byKey = HashMap.newHashMap(destinations.size());
            this.destinations.forEach(d -> byKey.put(d.key(), d));
            if (byKey.size() != destinations.size()) {
                throw new IllegalArgumentException(service.key() + ": a destination stands twice in " + destinations);
            }
        }

        /** {@return the service} */
        public Service service() {
            return service;
        }

        /** {@return its destinations} */
        public List<Destination> destinations() {
            return destinations;
        }

        /**
         * Finds a destination, however many there are in the same time.
         *
         * @param key its identity
         * @return the destination, or empty
         */
        public Optional<Destination> destination(DestinationKey key) {
            return Optional.ofNullable(byKey.get(key));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry entry && service.equals(entry.service)
                    && destinations.equals(entry.destinations);
        }

        @Override
        public int hashCode() {
            return 31 * service.hashCode() + destinations.hashCode();
        }

        @Override
        public String toString() {
            return service + " " + destinations;
        }
    }

    /** An entry on its way to another one: a thousand steps about one service copy it once, and no step not at all. */
    private static final class Draft {
        private Entry entry;
        private @Nullable Map<DestinationKey, Destination> copied;

        Draft(Entry entry) {
            this.entry = entry;
        }

        void edit(Service edited) {
            entry = new Entry(edited, entry.destinations());
        }

        /** One that is there stays in its place. */
        void put(Destination destination) {
            destinations().put(destination.key(), destination);
        }

        void remove(DestinationKey leaving) {
            destinations().remove(leaving);
        }

        private Map<DestinationKey, Destination> destinations() {
            Map<DestinationKey, Destination> all = copied;
            if (all == null) {
                all = new LinkedHashMap<>();
                for (Destination destination : entry.destinations()) {
                    all.put(destination.key(), destination);
                }
                copied = all;
            }
            return all;
        }

        Entry entry() {
            return copied == null ? entry : new Entry(entry.service(), List.copyOf(copied.values()));
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
        Map<ServiceKey, Draft> drafts = new LinkedHashMap<>();
        entries.forEach(e -> drafts.put(e.service().key(), new Draft(e)));
        for (Change change : changes) {
            @Nullable
            Draft draft = drafts.get(change.service());
            switch (change) {
                case Change.AddService(Service added) ->
                    drafts.putIfAbsent(added.key(), new Draft(new Entry(added, List.of())));
                case Change.RemoveService(ServiceKey key) -> drafts.remove(key);
                case Change _ when draft == null -> {
                    // about a service that is not here
                }
                case Change.EditService(Service edited) -> draft.edit(edited);
                case Change.AddDestination(ServiceKey _, Destination added) -> draft.put(added);
                case Change.EditDestination(ServiceKey _, Destination edited) -> draft.put(edited);
                case Change.RemoveDestination(ServiceKey _, DestinationKey leaving) -> draft.remove(leaving);
            }
        }
        return new Table(drafts.values().stream().map(Draft::entry).toList());
    }

    /** {@return the entries by key, in order; for many look-ups} */
    public Map<ServiceKey, Entry> byKey() {
        var map = new LinkedHashMap<ServiceKey, Entry>();
        entries.forEach(e -> map.put(e.service().key(), e));
        return map;
    }
}
