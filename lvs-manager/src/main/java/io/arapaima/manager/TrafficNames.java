package io.arapaima.manager;

import io.arapaima.config.LvsConfig;
import io.arapaima.config.Nearest;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Traffic;
import io.arapaima.ipc.TrafficRequest;
import io.arapaima.planner.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What lvs.cf calls the entries of a table. Pure.
 *
 * @param services names of services; several joined by {@code +} where they share a firewall mark
 * @param destinations names of destinations
 */
record TrafficNames(Map<ServiceKey, String> services, Map<DestinationId, String> destinations) {
    static TrafficNames of(LvsConfig config) {
        var services = new HashMap<ServiceKey, String>();
        var destinations = new HashMap<DestinationId, String>();
        Topology.of(config).groups().forEach(group -> {
            ServiceKey key = group.service().key();
            services.put(key, group.name());
            group.sorry().ifPresent(sorry -> destinations.put(new DestinationId(key, sorry.key()), "sorry server"));
            group.members().forEach(m -> destinations.put(new DestinationId(key, m.key()), m.id()));
        });
        return new TrafficNames(services, destinations);
    }

    List<TrafficRequest.ServiceTraffic> traffic(Statistics read) {
        return read.table().entries().stream().map(entry -> {
            ServiceKey key = entry.service().key();
            return new TrafficRequest.ServiceTraffic(services.getOrDefault(key, ""), key.kind(), key.place(),
                    counters(read.of(key)),
                    entry.destinations().stream().map(d -> destination(read, key, d)).toList());
        }).toList();
    }

    private TrafficRequest.DestinationTraffic destination(Statistics read, ServiceKey service, Destination of) {
        var id = new DestinationId(service, of.key());
        Connections carried = read.carried(id);
        return new TrafficRequest.DestinationTraffic(destinations.getOrDefault(id, ""), of.key().toString(),
                StatusReport.word(of.forwarding()), of.weight(), carried.active(), carried.inactive(),
                counters(read.of(id)));
    }

    private static TrafficRequest.Counters counters(Traffic t) {
        return new TrafficRequest.Counters(t.connections(), t.packetsIn(), t.packetsOut(), t.bytesIn(), t.bytesOut(),
                t.connectionRate(), t.packetRateIn(), t.packetRateOut(), t.byteRateIn(), t.byteRateOut());
    }

    /** The services that a person means: by name, by one of several joined names, by address and port, or by mark. */
    List<ServiceKey> find(String wanted, Table table) {
        return table.entries().stream().map(e -> e.service().key()).filter(key -> {
            String name = services.getOrDefault(key, "");
            return name.equals(wanted) || List.of(name.split("\\+")).contains(wanted) || key.place().equals(wanted)
                    || key.toString().equals(wanted);
        }).toList();
    }

    /** What is said to somebody who asked for one that is not there. */
    String unknown(String wanted, Table table) {
        List<String> known = table.entries().stream().map(e -> e.service().key())
                .flatMap(key -> Stream.of(services.getOrDefault(key, ""), key.place()))
                .filter(name -> !name.isEmpty()).distinct().toList();
        String hint = Nearest.to(wanted, known).map(near -> "; did you mean " + near + "?")
                .orElse("; lvsctl stats lists them all");
        return "there is no service " + wanted + " in the table" + hint;
    }
}
