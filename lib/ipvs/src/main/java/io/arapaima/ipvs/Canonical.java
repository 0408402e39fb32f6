package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Tunnel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Destinations of direct routing and tunnelling have the port of their service: nothing rewrites it, so no other one is
 * possible. The kernel would store another one all the same; ipvsadm 1.31 forces it ({@code process_options}), and so do we, lest
 * one table look like two. And only what is tunnelled has a tunnel.
 */
final class Canonical {
    private Canonical() {}

    /** Of two destinations that become one the first stays, as ipvsadm would refuse the second. */
    static Table of(Table table) {
        return table.entries().stream().allMatch(Canonical::isCanonical)
                ? table
                : new Table(table.entries().stream().map(Canonical::of).toList());
    }

    private static boolean isCanonical(Table.Entry entry) {
        return entry.destinations().stream().allMatch(d -> of(entry.service().key(), d).equals(d));
    }

    private static Table.Entry of(Table.Entry entry) {
        Map<DestinationKey, Destination> destinations = new LinkedHashMap<>();
        for (Destination destination : entry.destinations()) {
            Destination canonical = of(entry.service().key(), destination);
            destinations.putIfAbsent(canonical.key(), canonical);
        }
        return new Table.Entry(entry.service(), destinations.values().stream().toList());
    }

    static Change of(Change change) {
        return switch (change) {
            case Change.AddDestination(ServiceKey key, Destination added) ->
                new Change.AddDestination(key, of(key, added));
            case Change.EditDestination(ServiceKey key, Destination edited) ->
                new Change.EditDestination(key, of(key, edited));
            case Change.AddService _, Change.EditService _, Change.RemoveService _, Change.RemoveDestination _ -> change;
        };
    }

    private static Destination of(ServiceKey service, Destination destination) {
        return switch (destination.forwarding()) {
            case TUNNEL -> at(service, destination, destination.tunnel());
            case DIRECT -> at(service, destination, Tunnel.IPIP);
            case MASQUERADE, LOCAL -> with(destination, destination.key().port(), Tunnel.IPIP);
        };
    }

    private static Destination at(ServiceKey service, Destination destination, Tunnel tunnel) {
        return with(destination, switch (service) {
            case ServiceKey.Endpoint endpoint -> endpoint.port();
            case ServiceKey.Mark _ -> destination.key().port();
        }, tunnel);
    }

    private static Destination with(Destination destination, int port, Tunnel tunnel) {
        DestinationKey key = destination.key();
        return key.port() == port && destination.tunnel().equals(tunnel)
                ? destination
                : new Destination(new DestinationKey(key.address(), port), destination.forwarding(),
                        destination.weight(), tunnel, destination.thresholds());
    }
}
