package io.arapaima.planner;

import io.arapaima.config.DataPlaneKind;
import io.arapaima.config.Forwarding;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.RealServer;
import io.arapaima.config.VirtualService;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.ServiceKey;
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
 * (docs/piranha.md, L9).
 *
 * @param groups one for each service of the data plane, in the order of lvs.cf
 * @param paths how checks go through virtual addresses
 * @param warnings what was merged or cannot be, one sentence each
 * @param index finds members
 */
public record Topology(List<Group> groups, CheckPaths paths, List<String> warnings, Index index) {
    /** Without services. */
    public static final Topology EMPTY = new Topology(List.of(), CheckPaths.of(List.of()), List.of(),
            Index.of(List.of()));

    /**
     * Members by what others call them.
     *
     * @param byId by identity
     * @param byLoad by the check that may say how busy they are
     */
    record Index(Map<String, Member> byId, Map<String, List<Member>> byLoad) {
        public static Index of(List<Group> groups) {
            var byId = new HashMap<String, Member>();
            var byLoad = new HashMap<String, List<Member>>();
            groups.stream().flatMap(g -> g.members().stream()).forEach(member -> {
                byId.put(member.id(), member);
                member.loadChecks().forEach(check -> byLoad.computeIfAbsent(check, _ -> new ArrayList<>()).add(member));
            });
            return new Index(byId, byLoad);
        }
    }

    /**
     * What a configuration means for the data plane.
     *
     * @param config the configuration
     * @return its services, none of a director that only fails over
     */
    public static Topology of(LvsConfig config) {
        Map<ServiceKey, List<VirtualService>> byKey = new LinkedHashMap<>();
        (config.failsOver() ? List.<VirtualService>of() : config.inUse())
                .forEach(v -> byKey.computeIfAbsent(Translation.key(v), _ -> new ArrayList<>()).add(v));
        var names = new HashMap<String, Integer>();
        var warnings = new ArrayList<String>();
        List<Group> groups = byKey.entrySet().stream()
                .map(e -> group(config, e.getKey(), e.getValue(), names, warnings)).toList();
        return new Topology(groups, CheckPaths.of(groups), List.copyOf(warnings), Index.of(groups));
    }

    /**
     * Looks a member up.
     *
     * @param id {@code virtual/server}
     * @return it; empty when there is none
     */
    public Optional<Member> member(String id) {
        return Optional.ofNullable(index.byId().get(id));
    }

    /**
     * Looks for members whose load a check may tell.
     *
     * @param check its identity
     * @return them; mostly one
     */
    public List<Member> weighedBy(String check) {
        return index.byLoad().getOrDefault(check, List.of());
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
        Map<DestinationKey, List<Source>> members = new LinkedHashMap<>();
        for (VirtualService virtual : virtuals) {
            for (RealServer server : virtual.servers()) {
                if (server.active()) {
                    var source = new Source(unique(virtual.name() + "/" + server.name(), names), virtual, server);
                    // One mark for several ports: the destination keeps the port the client asked for.
                    DestinationKey destination = severalPorts
                            ? new DestinationKey(server.address(), 0)
                            : destination(config, key, virtual, server);
                    members.computeIfAbsent(destination, _ -> new ArrayList<>()).add(source);
                }
            }
        }
        Optional<Destination> sorry = first.sorryServer().map(address -> Translation.sorry(
                new DestinationKey(address, severalPorts ? 0 : first.port()), config.delivery(first)));
        return new Group(name, Translation.service(key, first), sorry, SorryChecked.of(name, first),
                members.entrySet().stream()
                        .map(e -> Member.of(config, e.getKey(), e.getValue())).toList());
    }

    /**
     * Makes a name unique.
     *
     * @param name it
     * @param names how often each was given; counted on
     * @return the name, with {@code #2} and so on when it repeats
     */
    public static String unique(String name, Map<String, Integer> names) {
        int count = names.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "#" + count;
    }

    /**
     * The destination of a real server. Direct routing and tunnels leave the packet's port alone, so to the kernel the
     * destination has the service's (ipvsadm forces it); the relay connects by itself and to the server's own.
     */
    private static DestinationKey destination(LvsConfig config, ServiceKey service, VirtualService virtual,
            RealServer server) {
        boolean translated = config.delivery(virtual, server).forwarding() == Forwarding.NAT
                || config.dataPlane() == DataPlaneKind.RELAY;
        return new DestinationKey(server.address(), switch (service) {
            case ServiceKey.Endpoint endpoint when !translated -> endpoint.port();
            case ServiceKey.Endpoint _, ServiceKey.Mark _ -> server.port();
        });
    }
}
