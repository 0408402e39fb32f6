package io.arapaima.ipvs;

import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what the dumps of one reading say. An entry that comes twice, because somebody else changed the table, counts once. */
final class StatisticsReading {
    private final Map<ServiceKey, Service> services = new LinkedHashMap<>();
    private final Map<ServiceKey, Traffic> ofServices = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<DestinationKey, Destination>> destinations = new LinkedHashMap<>();
    private final Map<DestinationId, Traffic> ofDestinations = new LinkedHashMap<>();
    private final Map<DestinationId, Connections> connections = new LinkedHashMap<>();

    List<Service> services() {
        return List.copyOf(services.values());
    }

    Optional<ServiceKey> service(ServiceFields fields) throws NetlinkException.Malformed {
        Optional<Service> service = fields.service();
        if (service.isPresent()) {
            ServiceKey key = service.get().key();
            services.put(key, service.get());
            ofServices.put(key, fields.traffic());
        }
        return service.map(Service::key);
    }

    Optional<DestinationId> destination(Service service, DestinationFields fields) throws NetlinkException.Malformed {
        Optional<Destination> destination = fields.destination();
        if (destination.isEmpty()) {
            return Optional.empty();
        }
        var id = new DestinationId(service.key(), destination.get().key());
        destinations.computeIfAbsent(service.key(), _ -> new LinkedHashMap<>()).put(id.destination(),
                destination.get());
        ofDestinations.put(id, fields.traffic());
        connections.put(id, fields.connections());
        return Optional.of(id);
    }

    /** Destinations are dumped newest first, and stand in a table oldest first. */
    Statistics statistics() {
        List<Table.Entry> entries = services.values().stream().map(service -> new Table.Entry(service,
                new ArrayList<>(destinations.getOrDefault(service.key(), Map.of()).values()).reversed())).toList();
        return new Statistics(new Table(entries), ofServices, ofDestinations, connections);
    }
}
