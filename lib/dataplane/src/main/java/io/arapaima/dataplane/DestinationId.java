package io.arapaima.dataplane;

/**
 * A destination within a whole table.
 *
 * @param service its service
 * @param destination its key there
 */
public record DestinationId(ServiceKey service, DestinationKey destination) {}
