package io.arapaima.dataplane;

import java.util.Map;

/**
 * A table with what goes through it, from one reading.
 *
 * @param table the services with their destinations, foreign ones included
 * @param services counters and rates by service; a missing one has none
 * @param destinations counters and rates by destination; a missing one has none
 * @param connections what each destination carries; a missing one carries nothing
 */
public record Statistics(Table table, Map<ServiceKey, Traffic> services, Map<DestinationId, Traffic> destinations,
        Map<DestinationId, Connections> connections) {
    /** Copies the maps. */
    public Statistics {
        services = Map.copyOf(services);
        destinations = Map.copyOf(destinations);
        connections = Map.copyOf(connections);
    }

    /**
     * What went through a service.
     *
     * @param service its key
     * @return counters and rates
     */
    public Traffic of(ServiceKey service) {
        return services.getOrDefault(service, Traffic.NONE);
    }

    /**
     * What went through a destination.
     *
     * @param destination which
     * @return counters and rates
     */
    public Traffic of(DestinationId destination) {
        return destinations.getOrDefault(destination, Traffic.NONE);
    }

    /**
     * What a destination carries.
     *
     * @param destination which
     * @return its connections
     */
    public Connections carried(DestinationId destination) {
        return connections.getOrDefault(destination, Connections.NONE);
    }
}
