package io.arapaima.dataplane;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table as ipvsadm 1.31 prints it for people and for itself, byte for byte: order, blanks at the end of lines and oddities
 * included. For reading back use {@link IpvsadmRules}, which loses nothing. Stateless and thread-safe.
 */
public final class IpvsadmListing {
    private static final RuleWriter SAVED = new RuleWriter(false);

    private IpvsadmListing() {}

    /**
     * What {@code ipvsadm -Ln} prints.
     *
     * @param heading the first line, see {@link DataPlane#heading()}
     * @param table the services with their destinations, in the order of the data plane
     * @param connections what each destination carries; a missing one carries nothing
     * @return the lines, without their ends
     */
    public static List<String> list(String heading, Table table, Map<DestinationId, Connections> connections) {
        var lines = new ArrayList<String>(List.of(heading, "Prot LocalAddress:Port Scheduler Flags",
                "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn"));
        for (Table.Entry entry : ListingOrder.services(table)) {
            lines.add(service(entry.service()));
            for (Destination destination : ListingOrder.destinations(entry)) {
                var id = new DestinationId(entry.service().key(), destination.key());
                lines.add(destination(destination, connections.getOrDefault(id, Connections.NONE)));
            }
        }
        return List.copyOf(lines);
    }

    /**
     * What {@code ipvsadm -Sn} prints and {@code ipvsadm -R} reads. It lacks thresholds, as ipvsadm's own does.
     *
     * @param table the services with their destinations, in the order of the data plane
     * @return the rules, without their line ends
     */
    public static List<String> saved(Table table) {
        var lines = new ArrayList<String>();
        for (Table.Entry entry : ListingOrder.services(table)) {
            lines.add("-A " + SAVED.service(entry.service()));
            for (Destination destination : ListingOrder.destinations(entry)) {
                lines.add("-a " + SAVED.key(entry.service().key()) + SAVED.destination(destination));
            }
        }
        return List.copyOf(lines);
    }

    private static String service(Service service) {
        var line = new StringBuilder(key(service.key())).append(' ').append(service.scheduler());
        if (SchedulerFlags.any(service.flags())) {
            line.append(" (").append(SchedulerFlags.asIpvsadm(service.scheduler(), service.flags())).append(')');
        }
        service.persistence().ifPresent(persistence -> {
            line.append(" persistent ").append(persistence.timeout().toSeconds());
            boolean ipv6 = Addresses.isIpv6(service.key());
            if (persistence.prefixLength() != Addresses.bits(ipv6)) {
                line.append(" mask ").append(ipv6 ? persistence.prefixLength() : persistence.mask().getHostAddress());
            }
            service.persistenceEngine().ifPresent(engine -> line.append(" pe ").append(engine));
        });
        return line.append(service.flags().contains(ServiceFlag.ONE_PACKET) ? " ops" : "").toString();
    }

    static String key(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint(Protocol protocol, InetAddress address, int port) ->
                String.format(Locale.ROOT, "%-4s %s", protocol, RuleWriter.endpoint(address, port));
            case ServiceKey.Mark(long mark, ServiceKey.Family family) ->
                "FWM  " + (int) mark + (family == ServiceKey.Family.IPV6 ? " IPv6" : "");
        };
    }

    private static String destination(Destination destination, Connections carried) {
        String forwarding = switch (destination.forwarding()) {
            case MASQUERADE -> "Masq";
            case DIRECT -> "Route";
            case TUNNEL -> "Tunnel";
            case LOCAL -> "Local";
        };
        DestinationKey key = destination.key();
        return String.format(Locale.ROOT, "  -> %-28s %-7s %-6d %-10d %-10d",
                RuleWriter.endpoint(key.address(), key.port()), forwarding,
                destination.weight(), carried.active(), carried.inactive());
    }
}
