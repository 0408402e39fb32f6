package io.arapaima.relay;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Traffic;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counters on the control socket, a line each: {@code -t VIP:PORT} and ten numbers (connections, packets in and out, bytes in and out, then
 * the rates of these), or {@code -t VIP:PORT -r IP:PORT}, active and inactive connections, and the ten. Pure.
 */
final class TrafficLines {
    private static final int NUMBERS = 10;

    private TrafficLines() {}

    static List<String> write(Statistics read) {
        List<String> lines = new ArrayList<>();
        for (Table.Entry entry : read.table().entries()) {
            ServiceKey service = entry.service().key();
            lines.add(key(service) + numbers(read.of(service)));
            entry.destinations().forEach(destination -> {
                var id = new DestinationId(service, destination.key());
                Connections carried = read.carried(id);
                lines.add(IpvsadmRules.format(id) + " " + carried.active() + " " + carried.inactive()
                        + numbers(read.of(id)));
            });
        }
        return lines;
    }

    /** As in a rule. */
    static String key(ServiceKey service) {
        return IpvsadmRules.format(new Change.RemoveService(service)).substring("-D ".length());
    }

    static ServiceKey service(String key) throws ParseException {
        return IpvsadmRules.parse("-D " + key).service();
    }

    private static String numbers(Traffic t) {
        return LongStream.of(t.connections(), t.packetsIn(), t.packetsOut(), t.bytesIn(), t.bytesOut(),
                t.connectionRate(), t.packetRateIn(), t.packetRateOut(), t.byteRateIn(), t.byteRateOut())
                .mapToObj(Long::toString).collect(Collectors.joining(" ", " ", ""));
    }

    /** Reads the lines beside the table, which was read just before. */
    static Statistics read(Table table, List<String> lines) throws ParseException {
        Map<ServiceKey, Traffic> services = new LinkedHashMap<>();
        Map<DestinationId, Traffic> destinations = new LinkedHashMap<>();
        Map<DestinationId, Connections> connections = new LinkedHashMap<>();
        for (String line : lines) {
            boolean destination = line.contains(" -r ");
            List<String> words = List.of(line.split(" "));
            int names = words.size() - NUMBERS - (destination ? 2 : 0);
            if (names < 1) {
                throw new ParseException("\"" + line + "\" has too few numbers", 0);
            }
            String key = String.join(" ", words.subList(0, names));
            List<Long> numbers = numbers(line, words.stream().skip(names));
            if (destination) {
                DestinationId id = IpvsadmRules.parseDestination(key);
                connections.put(id, new Connections(numbers.get(0), numbers.get(1)));
                destinations.put(id, traffic(numbers.subList(2, numbers.size())));
            } else {
                services.put(service(key), traffic(numbers));
            }
        }
        return new Statistics(table, services, destinations, connections);
    }

    private static List<Long> numbers(String line, Stream<String> words) throws ParseException {
        try {
            return words.map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw (ParseException) new ParseException("\"" + line + "\" has something else than numbers", 0)
                    .initCause(e);
        }
    }

    private static Traffic traffic(List<Long> n) {
        return new Traffic(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6), n.get(7), n.get(8),
                n.get(9));
    }
}
