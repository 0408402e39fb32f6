package io.arapaima.dataplane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The steps that turn the actual table into the desired one, in the order that never leaves a service emptier than both:
 * services are added and edited first, then destinations are added, edited (those that serve before those that fall to weight
 * 0) and removed, so a sorry server is in before the last real server leaves, and a real one before the sorry server; services
 * leave last.
 */
public final class TableDiff {
    private TableDiff() {}

    /**
     * Computes the difference.
     *
     * @param actual what the data plane holds
     * @param desired what it shall hold
     * @param removable which services may be removed when they are not desired; foreign ones are left alone
     * @return the steps in order; empty when nothing differs. The order of entries alone is no difference.
     */
    public static List<Change> between(Table actual, Table desired, Predicate<ServiceKey> removable) {
        Map<ServiceKey, Table.Entry> had = actual.byKey();
        List<Change> services = new ArrayList<>();
        List<Change> destinations = new ArrayList<>();
        Set<ServiceKey> wanted = new HashSet<>();
        for (Table.Entry entry : desired.entries()) {
            wanted.add(entry.service().key());
            Optional<Table.Entry> before = Optional.ofNullable(had.get(entry.service().key()));
            serviceChange(before, entry.service()).ifPresent(services::add);
            destinations.addAll(destinationChanges(before, entry));
        }
        services.addAll(destinations);
        actual.entries().stream().map(e -> e.service().key()).filter(key -> !wanted.contains(key)).filter(removable)
                .map(Change.RemoveService::new).forEach(services::add);
        return services;
    }

    private static Optional<Change> serviceChange(Optional<Table.Entry> before, Service wanted) {
        if (before.isEmpty()) {
            return Optional.of(new Change.AddService(wanted));
        }
        return before.get().service().equals(wanted) ? Optional.empty() : Optional.of(new Change.EditService(wanted));
    }

    private static List<Change> destinationChanges(Optional<Table.Entry> before, Table.Entry wanted) {
        ServiceKey service = wanted.service().key();
        List<Destination> old = before.map(Table.Entry::destinations).orElse(List.of());
        if (old.equals(wanted.destinations())) {
            return List.of(); // nearly always, and much cheaper than what follows
        }
        Map<DestinationKey, Destination> had = old.stream().collect(Collectors.toMap(Destination::key, d -> d));
        List<Change> changes = new ArrayList<>();
        List<Change> edits = new ArrayList<>();
        List<Change> quiesced = new ArrayList<>();
        for (Destination destination : wanted.destinations()) {
            Destination was = had.remove(destination.key());
            if (was == null) {
                changes.add(new Change.AddDestination(service, destination));
            } else if (!was.equals(destination)) {
                (destination.weight() > 0 ? edits : quiesced).add(new Change.EditDestination(service, destination));
            }
        }
        changes.addAll(edits);
        changes.addAll(quiesced);
        old.stream().map(Destination::key).filter(had::containsKey)
                .forEach(key -> changes.add(new Change.RemoveDestination(service, key)));
        return changes;
    }
}
