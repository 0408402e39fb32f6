package io.arapaima.planner;

import io.arapaima.config.CheckExpression;
import io.arapaima.config.DataPlaneKind;
import io.arapaima.config.Forwarding;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.Protocol;
import io.arapaima.config.QuorumSettings;
import io.arapaima.config.RealServer;
import io.arapaima.config.VirtualService;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * lvs.cf in the words of the data plane: which services there are, and which destinations each may have. Virtual services
 * that share a firewall mark, or address and port, are one service here; scheduler and persistence of the first win
 * (decision L9).
 *
 * @param groups one for each service of the data plane, in the order of lvs.cf
 * @param paths how checks go through virtual addresses
 * @param warnings what was merged or cannot be, one sentence each
 */
public record Topology(List<Group> groups, CheckPaths paths, List<String> warnings) {
    /**
     * One service of the data plane.
     *
     * @param name name of its virtual service; several joined by {@code +}
     * @param service identity, scheduler, persistence
     * @param sorry the sorry server, where there is one
     * @param sorryCheck the check of the sorry server, where it is checked
     * @param members destinations it may have
     */
    public record Group(String name, Service service, Optional<Destination> sorry, Optional<SorryChecked> sorryCheck,
            List<Member> members) {
        /** When it counts as lost, as its first virtual service says; empty without real servers. */
        public Optional<QuorumSettings> quorum() {
            return members.stream().findFirst().map(m -> m.virtual().weighing().quorum());
        }
    }

    /**
     * One destination, and whose health decides about it.
     *
     * @param id {@code virtual/server}, unique
     * @param configured the destination with its configured weight
     * @param sources the real servers of lvs.cf behind it; more than one when services were merged
     * @param checks what is asked about its health, for each source
     * @param checkIds identities of all these checks
     * @param loadId identity of the load monitor, where there is one
     */
    public record Member(String id, Destination configured, List<Source> sources, List<Checked> checks,
            List<String> checkIds,
            Optional<String> loadId) {
        /** Of several sources the first one's weight and way apply. */
        public static Member of(LvsConfig config, DestinationKey key, List<Source> sources) {
            Source first = sources.getFirst();
            Destination configured = Translation.destination(key, first.server().weight(),
                    config.delivery(first.virtual(), first.server()));
            List<Checked> checks = sources.stream().map(s -> new Checked(checkId(s, ""),
                    s.virtual().check(s.server()).check().orElseGet(() -> CheckPlanner.customary(s.virtual()))))
                    .toList();
            return new Member(first.id(), configured, List.copyOf(sources), checks,
                    checks.stream().flatMap(c -> c.ids().stream()).toList(),
                    first.virtual().loadMonitor().map(_ -> checkId(first, " load")));
        }

        public DestinationKey key() {
            return configured.key();
        }

        RealServer server() {
            return sources.getFirst().server();
        }

        VirtualService virtual() {
            return sources.getFirst().virtual();
        }

        public int configuredWeight() {
            return configured.weight();
        }

        boolean quiesces() {
            return sources.stream().anyMatch(s -> s.virtual().quiesceServer());
        }

        /** Every check that is asked about it: for health, and the load monitor. */
        public Stream<String> allIds() {
            return Stream.concat(checkIds.stream(), loadId.stream());
        }

        /** Whether this check, a load monitor or, where there is none, one for health, may say how busy the server is. */
        public boolean weighedBy(String check) {
            return loadId.map(check::equals).orElseGet(() -> checkIds.contains(check));
        }

        private static String checkId(Source source, String purpose) {
            return source.id() + "@" + new DestinationKey(source.server().address(), source.server().port()) + purpose;
        }
    }

    /**
     * What is asked about the health of one server block.
     *
     * @param id identity of its check, where it is one
     * @param all the check, or several
     */
    record Checked(String id, CheckExpression all) {
        /** Identity of one of its checks. */
        String id(CheckExpression.Part part) {
            return all instanceof CheckExpression.Part ? id : id + " check " + part.check();
        }

        List<String> ids() {
            return all.parts().stream().map(this::id).toList();
        }
    }

    /**
     * What is asked about a sorry server.
     *
     * @param id identity of the check
     * @param check its name
     * @param address whom to ask
     * @param virtual whose sorry server it is: its port, interval and limits apply
     */
    public record SorryChecked(String id, String check, InetAddress address, VirtualService virtual) {
        public static Optional<SorryChecked> of(String service, VirtualService virtual) {
            return virtual.sorryServer().flatMap(_ -> switch (virtual.sorryCheck()) {
                case AUTO ->
                    Optional.of(virtual.protocol() == Protocol.TCP && virtual.port() != 0 ? "connect" : "ping");
                case CONNECT -> Optional.of("connect");
                case PING -> Optional.of("ping");
                case NONE -> Optional.<String>empty();
            }).map(check -> new SorryChecked(
                    service + " sorry server@"
                            + new DestinationKey(virtual.sorryServer().orElseThrow(), virtual.port()),
                    check, virtual.sorryServer().orElseThrow(), virtual));
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

    public static Topology of(LvsConfig config) {
        Map<ServiceKey, List<VirtualService>> byKey = new LinkedHashMap<>();
        (config.failsOver() ? List.<VirtualService>of() : config.inUse())
                .forEach(v -> byKey.computeIfAbsent(Translation.key(v), _ -> new ArrayList<>()).add(v));
        var names = new HashMap<String, Integer>();
        var warnings = new ArrayList<String>();
        List<Group> groups = byKey.entrySet().stream()
                .map(e -> group(config, e.getKey(), e.getValue(), names, warnings)).toList();
        return new Topology(groups, CheckPaths.of(groups), List.copyOf(warnings));
    }

    public Optional<Member> member(String id) {
        return groups.stream().flatMap(g -> g.members().stream()).filter(m -> m.id().equals(id)).findFirst();
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
            case ServiceKey.Endpoint _,ServiceKey.Mark _ -> server.port();
        });
    }
}
