package io.arapaima.manager;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.SyncDaemon;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Timeouts;
import io.arapaima.dataplane.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** A data plane in memory that refuses the impossible, and that a test can break or change behind the manager's back. */
final class MemoryDataPlane implements DataPlane {
    private final Map<ServiceKey, Service> services = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<DestinationKey, Destination>> destinations = new LinkedHashMap<>();
    private volatile Runnable before = () -> {};
    private final Set<ServiceKey> zeroed = new CopyOnWriteArraySet<>();
    private boolean broken;
    private Optional<ServiceKey> impossible = Optional.empty();
    private int reads;
    private Timeouts timeouts = Timeouts.UNCHANGED;
    private Optional<SyncDaemon> copying = Optional.empty();

    synchronized int reads() {
        return reads;
    }

    synchronized String tuning() {
        return timeouts + " " + copying;
    }

    @Override
    public synchronized void timeouts(Timeouts wanted) {
        timeouts = wanted;
    }

    @Override
    public synchronized void synchronise(Optional<SyncDaemon> wanted) {
        copying = wanted;
    }

    synchronized void breakDown(boolean down) {
        broken = down;
    }

    /** As if its port were taken by another program. */
    synchronized void refuse(Optional<ServiceKey> service) {
        impossible = service;
    }

    @Override
    public String name() {
        return "memory";
    }

    /** What happens before each reading; may take its time. */
    void beforeReading(Runnable work) {
        before = work;
    }

    @Override
    public Table table() throws DataPlaneException {
        before.run();
        return read();
    }

    private synchronized Table read() throws DataPlaneException {
        requireWhole();
        reads++;
        var entries = new ArrayList<Table.Entry>();
        services.forEach((key, service) -> entries.add(new Table.Entry(service, List.copyOf(of(key).values()))));
        return new Table(entries);
    }

    private Map<DestinationKey, Destination> of(ServiceKey key) {
        return Optional.ofNullable(destinations.get(key)).orElseThrow();
    }

    @Override
    public Map<DestinationId, Connections> connections() {
        return Map.of();
    }

    /** Each service and destination has carried as much as its place in the table says, unless it was zeroed. */
    @Override
    public Statistics traffic() throws DataPlaneException {
        Table table = read();
        var services = new LinkedHashMap<ServiceKey, Traffic>();
        var others = new LinkedHashMap<DestinationId, Traffic>();
        table.entries().stream().filter(e -> !zeroed.contains(e.service().key())).forEach(e -> {
            services.put(e.service().key(), new Traffic(services.size() + 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
            e.destinations().forEach(d -> others.put(new DestinationId(e.service().key(), d.key()),
                    new Traffic(others.size() + 11, 2, 3, 4, 5, 6, 7, 8, 9, 10)));
        });
        return new Statistics(table, services, others, Map.of());
    }

    @Override
    public synchronized void zero(Optional<ServiceKey> service) throws DataPlaneException {
        requireWhole();
        zeroed.addAll(service.map(Set::of).orElseGet(() -> Set.copyOf(services.keySet())));
    }

    @Override
    public synchronized List<Refusal> apply(List<Change> changes) throws DataPlaneException {
        requireWhole();
        return changes.stream().filter(c -> impossible.filter(c.service()::equals).isPresent() || !done(c))
                .map(c -> new Refusal(c, "impossible here")).toList();
    }

    private void requireWhole() throws DataPlaneException {
        if (broken) {
            throw new DataPlaneException("the test has broken the data plane; mend it");
        }
    }

    private boolean done(Change change) {
        return switch (change) {
            case Change.AddService(var s) -> services.putIfAbsent(s.key(), s) == null
                    && destinations.put(s.key(), new LinkedHashMap<>()) == null;
            case Change.EditService(var s) -> services.replace(s.key(), s) != null;
            case Change.RemoveService(var key) -> services.remove(key) != null && destinations.remove(key) != null;
            case Change.AddDestination(var key, var d) -> of(key).putIfAbsent(d.key(), d) == null;
            case Change.EditDestination(var key, var d) -> of(key).replace(d.key(), d) != null;
            case Change.RemoveDestination(var key, var d) -> of(key).remove(d) != null;
        };
    }

    @Override
    public void close() {
        // The table stays.
    }
}
