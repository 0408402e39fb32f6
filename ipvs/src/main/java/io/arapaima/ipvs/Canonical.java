package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Destinations of direct routing and tunnelling have the port of their service: nothing rewrites it, so no other one is
 * possible. The kernel would store another one all the same; ipvsadm 1.31 forces it ({@code process_options}), and so do we, lest
 * one table look like two.
 */
final class Canonical {
    private Canonical() {}

    /** Of two destinations that become one the first stays, as ipvsadm would refuse the second. */
    static Table of(Table table) {
        return new Table(table.entries().stream().map(Canonical::of).toList());
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
            case Change.AddService _,Change.EditService _,Change.RemoveService _,Change.RemoveDestination _ -> change;
        };
    }

    private static Destination of(ServiceKey service, Destination destination) {
        boolean rewritten = destination.forwarding() != Forwarding.DIRECT
                && destination.forwarding() != Forwarding.TUNNEL;
        return switch (service) {
            case ServiceKey.Endpoint endpoint when !rewritten && destination.key().port() != endpoint.port() ->
                new Destination(new DestinationKey(destination.key().address(), endpoint.port()),
                        destination.forwarding(), destination.weight(), destination.tunnel(), destination.thresholds());
            case ServiceKey.Endpoint _,ServiceKey.Mark _ -> destination;
        };
    }
}
