package io.arapaima.manager;

import io.arapaima.config.LvsConfig;
import io.arapaima.config.RealServer;
import io.arapaima.config.VirtualService;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * lvs.cf in the words of the data plane: which services there are, and which destinations each may have. Virtual services
 * that share a firewall mark, or address and port, are one service here; scheduler and persistence of the first win
 * (decision L9).
 *
 * @param groups one for each service of the data plane, in the order of lvs.cf
 * @param warnings what was merged or cannot be, one sentence each
 */
record Topology(List<Group> groups, List<String> warnings) {
    /**
     * One service of the data plane.
     *
     * @param name name of its virtual service; several joined by {@code +}
     * @param service identity, scheduler, persistence
     * @param sorry the sorry server, where there is one
     * @param members destinations it may have
     */
    record Group(String name, Service service, Optional<Destination> sorry, List<Member> members) {}

    /**
     * One destination, and whose health decides about it.
     *
     * @param id {@code virtual/server}, unique
     * @param key identity in its service
     * @param forwarding how packets reach it
     * @param sources the real servers of lvs.cf behind it; more than one when services were merged
     * @param checkIds one health check for each source
     */
    record Member(String id, DestinationKey key, Forwarding forwarding, List<Source> sources, List<String> checkIds) {
        static Member of(DestinationKey key, Forwarding forwarding, List<Source> sources) {
            List<String> checkIds = sources.stream().map(s -> checkId(s, "")).toList();
            return new Member(sources.getFirst().id(), key, forwarding, List.copyOf(sources), checkIds);
        }

        RealServer server() {
            return sources.getFirst().server();
        }

        VirtualService virtual() {
            return sources.getFirst().virtual();
        }

        int configuredWeight() {
            return server().weight();
        }

        boolean quiesces() {
            return sources.stream().anyMatch(s -> s.virtual().quiesceServer());
        }

        Optional<String> loadId() {
            return virtual().loadMonitor().map(_ -> checkId(sources.getFirst(), " load"));
        }

        private static String checkId(Source source, String purpose) {
            return source.id() + "@" + new DestinationKey(source.server().address(), source.server().port()) + purpose;
        }
    }

    /**
     * One server block of lvs.cf.
     *
     * @param id {@code virtual/server}, with {@code #2} and so on when names repeat
     * @param virtual its virtual service
     * @param server itself
     */
    record Source(String id, VirtualService virtual, RealServer server) {}

    static Topology of(LvsConfig config) {
        Map<ServiceKey, List<VirtualService>> byKey = new LinkedHashMap<>();
        config.virtuals().stream().filter(VirtualService::active)
                .forEach(v -> byKey.computeIfAbsent(keyOf(v), _ -> new ArrayList<>()).add(v));
        var names = new HashMap<String, Integer>();
        var warnings = new ArrayList<String>();
        List<Group> groups = byKey.entrySet().stream()
                .map(e -> group(config, e.getKey(), e.getValue(), names, warnings)).toList();
        return new Topology(groups, List.copyOf(warnings));
    }

    Optional<Member> member(String id) {
        return groups.stream().flatMap(g -> g.members().stream()).filter(m -> m.id().equals(id)).findFirst();
    }

    private static ServiceKey keyOf(VirtualService virtual) {
        if (virtual.fwmark() != 0) {
            boolean six = virtual.address() instanceof Inet6Address;
            return new ServiceKey.Mark(virtual.fwmark(), six ? ServiceKey.Family.IPV6 : ServiceKey.Family.IPV4);
        }
        Protocol protocol = switch (virtual.protocol()) {
            case TCP -> Protocol.TCP;
            case UDP -> Protocol.UDP;
            case SCTP -> Protocol.SCTP;
        };
        return new ServiceKey.Endpoint(protocol, virtual.address(), virtual.port());
    }

    private static Group group(LvsConfig config, ServiceKey key, List<VirtualService> virtuals,
            Map<String, Integer> names, List<String> warnings) {
        VirtualService first = virtuals.getFirst();
        String name = virtuals.stream().map(VirtualService::name).distinct().collect(Collectors.joining("+"));
        if (virtuals.size() > 1) {
            warnings.add("virtual services " + name + " share " + key + " and are one service; scheduler and "
                    + "persistence of " + first.name() + " apply");
        }
        boolean severalPorts = virtuals.stream().mapToInt(VirtualService::port).distinct().count() > 1;
        Forwarding forwarding = forwarding(config);
        Map<DestinationKey, List<Source>> members = new LinkedHashMap<>();
        for (VirtualService virtual : virtuals) {
            for (RealServer server : virtual.servers()) {
                if (server.active()) {
                    var source = new Source(unique(virtual.name() + "/" + server.name(), names), virtual, server);
                    // One mark for several ports: the destination keeps the port the client asked for.
                    var destination = new DestinationKey(server.address(), severalPorts ? 0 : server.port());
                    members.computeIfAbsent(destination, _ -> new ArrayList<>()).add(source);
                }
            }
        }
        var service = new Service(key, first.scheduler().kernelName(), persistence(first));
        Optional<Destination> sorry = first.sorryServer()
                .map(a -> new Destination(new DestinationKey(a, severalPorts ? 0 : first.port()), forwarding, 1));
        return new Group(name, service, sorry, members.entrySet().stream()
                .map(e -> Member.of(e.getKey(), forwarding, e.getValue())).toList());
    }

    private static String unique(String name, Map<String, Integer> names) {
        int count = names.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "#" + count;
    }

    private static Forwarding forwarding(LvsConfig config) {
        return switch (config.network()) {
            case NAT -> Forwarding.MASQUERADE;
            case DIRECT -> Forwarding.DIRECT;
            case TUNNEL -> Forwarding.TUNNEL;
        };
    }

    private static Optional<Persistence> persistence(VirtualService virtual) {
        if (virtual.persistent().isZero()) {
            return Optional.empty();
        }
        boolean six = virtual.address() instanceof Inet6Address;
        return Optional.of(virtual.pmask().map(mask -> new Persistence(virtual.persistent(), mask))
                .orElseGet(() -> Persistence.of(virtual.persistent(), six ? 128 : 32,
                        six ? ServiceKey.Family.IPV6 : ServiceKey.Family.IPV4)));
    }
}
