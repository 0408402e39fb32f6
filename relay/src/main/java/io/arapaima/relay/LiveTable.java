package io.arapaima.relay;

import io.arapaima.checkspec.AddressText;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Traffic;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The table in force with its counts, schedulers and persistent clients: everything that decides, without a socket or a
 * thread. Thread-safe; its monitor guards all that hangs below it, and whoever holds the monitor makes several changes one.
 */
final class LiveTable {
    private final Map<ServiceKey, LiveService> services = new LinkedHashMap<>();
    private final LongSupplier clock;
    private final int capacity;
    private int leases;

    /** The clock is monotonic, in nanoseconds; the capacity is how many connections there may be at once. */
    LiveTable(LongSupplier clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Makes one change, or answers in one sentence why not. */
    synchronized Optional<String> apply(Change change) {
        LiveService service = services.get(change.service());
        if (change instanceof Change.AddService(Service added)) {
            return service == null
                    ? add(added)
                    : Optional.of(added.key() + " already is in the table; edit it with -E");
        }
        if (service == null) {
            return Optional.of(change.service() + " is not in the table; add it with -A");
        }
        return switch (change) {
            case Change.AddService _ -> throw new AssertionError("handled above");
            case Change.EditService(Service edited) -> edit(service, edited);
            case Change.RemoveService(ServiceKey key) -> {
                service.destinations().values().forEach(d -> d.gone = true);
                services.remove(key);
                yield Optional.empty();
            }
            case Change.AddDestination(ServiceKey key, Destination added) -> add(service, added);
            case Change.EditDestination(ServiceKey key, Destination edited) ->
                withDestination(service, edited.key(), d -> service.edit(d, edited));
            case Change.RemoveDestination(ServiceKey key, DestinationKey leaving) ->
                withDestination(service, leaving, service::remove);
        };
    }

    private Optional<String> add(Service added) {
        Optional<String> refused = unsupported(added);
        if (refused.isEmpty()) {
            services.put(added.key(), new LiveService(added, Schedulers.named(added.scheduler()).orElseThrow()));
        }
        return refused;
    }

    private static Optional<String> edit(LiveService service, Service edited) {
        Optional<String> refused = unsupported(edited);
        if (refused.isEmpty()) {
            service.edit(edited, Schedulers.named(edited.scheduler()).orElseThrow());
        }
        return refused;
    }

    private static Optional<String> add(LiveService service, Destination added) {
        if (service.destinations().containsKey(added.key())) {
            return Optional.of(added.key() + " already is in " + service.configured().key() + "; edit it with -e");
        }
        service.add(added);
        return Optional.empty();
    }

    private static Optional<String> withDestination(LiveService service, DestinationKey key,
            Consumer<LiveDestination> edit) {
        LiveDestination destination = service.destinations().get(key);
        if (destination == null) {
            return Optional.of(key + " is not in " + service.configured().key() + "; add it with -a");
        }
        edit.accept(destination);
        return Optional.empty();
    }

    private static Optional<String> unsupported(Service service) {
        if (!(service.key() instanceof ServiceKey.Endpoint endpoint) || endpoint.protocol() != Protocol.TCP) {
            return Optional.of("relay forwards TCP only, not " + service.key() + "; use data_plane = ipvs");
        }
        if (endpoint.port() == 0) {
            return Optional.of("relay cannot listen on every port of " + AddressText.of(endpoint.address())
                    + "; name a port or use data_plane = ipvs");
        }
        if (Schedulers.named(service.scheduler()).isEmpty()) {
            return Optional.of("relay has no scheduler " + service.scheduler() + " for " + service.key() + "; it has "
                    + String.join(", ", Schedulers.names())
                    + "; choose one of them or use data_plane = ipvs");
        }
        if (!service.flags().isEmpty() || service.persistenceEngine().isPresent()) {
            return Optional
                    .of("relay knows no scheduler flags, no persistence engine and no one-packet scheduling, which "
                            + service.key() + " asks for; leave them out or use data_plane = ipvs");
        }
        return Optional.empty();
    }

    /** Chooses where a new connection of a client goes; empty when the table is full or no destination is available. */
    synchronized Optional<Lease> lease(ServiceKey key, InetAddress client, Optional<LiveDestination> failed) {
        LiveService service = services.get(key);
        if (service == null || leases >= capacity) {
            return Optional.empty();
        }
        Optional<Lease> lease = service.choose(client, failed, clock.getAsLong())
                .map(choice -> new Lease(this, clock, () -> leases--, choice));
        leases += lease.isPresent() ? 1 : 0;
        return lease;
    }

    synchronized boolean full() {
        return leases >= capacity;
    }

    synchronized Table table() {
        return new Table(services.values().stream().map(LiveService::entry).toList());
    }

    /** Table, counters and connections of one moment. */
    synchronized Statistics traffic() {
        var ofServices = new LinkedHashMap<ServiceKey, Traffic>();
        var ofDestinations = new LinkedHashMap<DestinationId, Traffic>();
        services.forEach((key, service) -> {
            ofServices.put(key, service.meter().traffic());
            service.destinations().forEach((destination, live) -> ofDestinations
                    .put(new DestinationId(key, destination), live.meter.traffic()));
        });
        return new Statistics(table(), ofServices, ofDestinations, connections());
    }

    /** Has counters begin again; says in one sentence when there is no such service. Empty = all. */
    synchronized Optional<String> zero(Optional<ServiceKey> wanted) {
        if (wanted.isEmpty()) {
            services.values().forEach(LiveService::zero);
            return Optional.empty();
        }
        LiveService service = services.get(wanted.get());
        if (service == null) {
            return Optional.of(wanted.get() + " is not in the table");
        }
        service.zero();
        return Optional.empty();
    }

    /** A turn of the estimator of rates; comes each {@link Meter#SECONDS}. */
    synchronized void turn() {
        services.values().forEach(LiveService::turn);
    }

    synchronized Map<DestinationId, Connections> connections() {
        var counts = new LinkedHashMap<DestinationId, Connections>();
        services.forEach((key, service) -> service.destinations()
                .forEach((destination, live) -> counts.put(new DestinationId(key, destination), live.connections())));
        return counts;
    }
}
