package io.arapaima.dataplane;

import io.arapaima.checkspec.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;

/**
 * Writes the two kinds of rule.
 *
 * @param complete true: all that the model holds, for {@link RuleParser}; false: exactly what {@code ipvsadm -Sn} prints, which
 *     drops thresholds and the third flag of sh and mh and prints a mark from 2147483648 on as a negative number
 */
record RuleWriter(boolean complete) {
    String service(Service service) {
        ServiceKey key = service.key();
        var rule = new StringBuilder(key(key)).append(" -s ").append(service.scheduler());
        service.persistence().ifPresent(persistence -> {
            rule.append(" -p ").append(persistence.timeout().toSeconds());
            boolean ipv6 = Addresses.isIpv6(key);
            if (persistence.prefixLength() != Addresses.bits(ipv6)) {
                rule.append(" -M ").append(ipv6 ? persistence.prefixLength() : persistence.mask().getHostAddress());
            }
        });
        service.persistenceEngine().ifPresent(engine -> rule.append(" --pe ").append(engine));
        if (service.flags().contains(ServiceFlag.ONE_PACKET)) {
            rule.append(" -o");
        }
        if (SchedulerFlags.any(service.flags())) {
            rule.append(" -b ")
                    .append(complete
                            ? SchedulerFlags.all(service.scheduler(), service.flags())
                            : SchedulerFlags.asIpvsadm(service.scheduler(), service.flags()));
        }
        return rule.toString();
    }

    String destination(Destination destination) {
        String rule = destination(destination.key()) + switch (destination.forwarding()) {
            case MASQUERADE -> " -m";
            case DIRECT, LOCAL -> " -g";
            case TUNNEL -> " -i";
        } + " -w " + destination.weight();
        return rule + (destination.forwarding() == Forwarding.TUNNEL ? tunnel(destination.tunnel()) : "")
                + (complete ? thresholds(destination.thresholds()) : "");
    }

    String destination(DestinationKey key) {
        return " -r " + endpoint(key.address(), key.port());
    }

    String key(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint(Protocol protocol, InetAddress address, int port) -> switch (protocol) {
                case TCP -> "-t ";
                case UDP -> "-u ";
                case SCTP -> "--sctp-service ";
            } + endpoint(address, port);
            case ServiceKey.Mark(long mark, ServiceKey.Family family) -> "-f " + (complete ? mark : (long) (int) mark)
                    + (family == ServiceKey.Family.IPV6 ? " -6" : "");
        };
    }

    static String endpoint(InetAddress address, int port) {
        String host = AddressText.of(address);
        return (address instanceof Inet6Address ? "[" + host + "]:" : host + ":") + port;
    }

    private static String tunnel(Tunnel tunnel) {
        String type = " --tun-type " + tunnel.encapsulation().name().toLowerCase(Locale.ROOT);
        String checksum = switch (tunnel.checksum()) {
            case NONE -> " --tun-nocsum";
            case FULL -> " --tun-csum";
            case REMOTE -> " --tun-remcsum";
        };
        return switch (tunnel.encapsulation()) {
            case IPIP -> type;
            case GUE -> type + " --tun-port " + tunnel.port() + checksum;
            case GRE -> type + checksum;
        };
    }

    private static String thresholds(Thresholds thresholds) {
        return (thresholds.upper() == 0 ? "" : " -x " + thresholds.upper())
                + (thresholds.lower() == 0 ? "" : " -y " + thresholds.lower());
    }
}
