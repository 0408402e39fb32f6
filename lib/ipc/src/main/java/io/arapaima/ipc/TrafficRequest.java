package io.arapaima.ipc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked of the hub about traffic: counters and rates, read from the data plane when they are asked for. */
public sealed interface TrafficRequest extends Message.ToHub {
    /** Anybody: asks for all counters and rates; answered by {@link Traffic}, in parts. */
    record TrafficQuery() implements TrafficRequest {}

    /**
     * Anybody: asks for the same as ipvsadm prints it; answered by {@link Message.TableText}.
     *
     * @param service name of a virtual service in lvs.cf, its address and port, or its firewall mark; empty = all services
     * @param rates false: counters, as {@code ipvsadm -Ln --stats} does; true: rates, as {@code --rate} does
     * @param exact whether large numbers are written in full, as {@code --exact} does
     */
    record TrafficTableQuery(Optional<String> service, boolean rates, boolean exact) implements TrafficRequest {}

    /**
     * Operator: counters begin again at zero, those of connections that exist included; answered by {@link Message.Answer}. Connections
     * themselves go on.
     *
     * @param service as above
     */
    record ZeroCounters(Optional<String> service) implements TrafficRequest {}

    /**
     * hub: the answer to a {@link TrafficQuery}.
     *
     * @param at when it was read
     * @param services those of the data plane, in its order; or the next ones. One that does not fit goes on in the next part
     * @param trouble why there are no counters, one sentence with the cure; empty when there are
     * @param more whether another part follows
     */
    record Traffic(Instant at, List<ServiceTraffic> services, Optional<String> trouble,
            boolean more) implements Message.OfHub {
        /** Copies the services. */
        public Traffic {
            services = List.copyOf(services);
        }

        /**
         * Takes an answer apart.
         *
         * @return its parts in their order, each of {@link Message.CheckPlan#PART} destinations at most; at least one
         */
        public List<Traffic> parts() {
            List<List<ServiceTraffic>> parts = new ArrayList<>(List.of(new ArrayList<>()));
            int room = Message.CheckPlan.PART;
            for (ServiceTraffic service : services) {
                int from = 0;
                do {
                    if (room <= 0) {
                        parts.add(new ArrayList<>());
                        room = Message.CheckPlan.PART;
                    }
                    int to = Math.min(service.destinations().size(), from + room);
                    parts.getLast().add(service.with(service.destinations().subList(from, to)));
                    room -= Math.max(1, to - from);
                    from = to;
                } while (from < service.destinations().size());
            }
            List<Traffic> all = new ArrayList<>();
            parts.forEach(part -> all.add(new Traffic(at, part, trouble, all.size() + 1 < parts.size())));
            return all;
        }

        /**
         * Puts an answer together.
         *
         * @param parts all of them in their order
         * @return the answer that was taken apart
         */
        public static Traffic whole(List<Traffic> parts) {
            List<ServiceTraffic> services = new ArrayList<>();
            for (ServiceTraffic next : parts.stream().flatMap(part -> part.services().stream()).toList()) {
                if (!services.isEmpty() && services.getLast().with(List.of()).equals(next.with(List.of()))) {
                    List<DestinationTraffic> joined = new ArrayList<>(services.removeLast().destinations());
                    joined.addAll(next.destinations());
                    services.add(next.with(joined));
                } else {
                    services.add(next);
                }
            }
            return new Traffic(parts.getFirst().at(), services, parts.getFirst().trouble(), false);
        }
    }

    /**
     * A service of the data plane.
     *
     * @param name name in lvs.cf; empty = a service of somebody else
     * @param protocol {@code TCP}, {@code UDP}, {@code SCTP} or {@code FWM}
     * @param key address and port, or the mark
     * @param counters what went through it, destinations that have left since included
     * @param destinations in the order of the data plane
     */
    record ServiceTraffic(String name, String protocol, String key, Counters counters,
            List<DestinationTraffic> destinations) {
        /** Copies the destinations. */
        public ServiceTraffic {
            destinations = List.copyOf(destinations);
        }

        private ServiceTraffic with(List<DestinationTraffic> others) {
            return new ServiceTraffic(name, protocol, key, counters, others);
        }
    }

    /**
     * A destination.
     *
     * @param name {@code virtual/server}, {@code sorry server}, or empty = not of lvs.cf
     * @param destination address and port
     * @param forwarding {@code Masq}, {@code Route}, {@code Tunnel} or {@code Local}
     * @param weight in the table
     * @param active established connections now
     * @param inactive other connections now
     * @param counters what went through it
     */
    record DestinationTraffic(String name, String destination, String forwarding, int weight, long active,
            long inactive, Counters counters) {}

    /**
     * What went through, since the entry was made or its counters were zeroed, and how much goes through now. The kernel refreshes them
     * every two seconds. Under direct routing and tunnelling answers do not pass the director: nothing goes out here.
     *
     * @param connections connections
     * @param packetsIn packets from clients
     * @param packetsOut packets to clients
     * @param bytesIn bytes from clients
     * @param bytesOut bytes to clients
     * @param connectionRate new connections a second
     * @param packetRateIn packets from clients a second
     * @param packetRateOut packets to clients a second
     * @param byteRateIn bytes from clients a second
     * @param byteRateOut bytes to clients a second
     */
    record Counters(long connections, long packetsIn, long packetsOut, long bytesIn, long bytesOut,
            long connectionRate, long packetRateIn, long packetRateOut, long byteRateIn, long byteRateOut) {}
}
