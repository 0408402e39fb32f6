package io.arapaima.doctor;

import io.arapaima.config.Forwarding;
import io.arapaima.config.TunnelType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** What real servers need, which cannot be seen from the director. */
final class HintConcern implements Concern {
    private static final String SOURCE = "cannot be seen from here";

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        NetworkView network = NetworkView.of(machine);
        List<Finding> hints = new ArrayList<>();
        String vips = Site.shorten(site.vips().stream()
                .map(v -> new Prefix(v.address(), Prefix.hostLength(v.address())).toString()).toList());
        List<Site.Server> direct = others(site, network, Forwarding.DIRECT);
        if (!direct.isEmpty()) {
            hints.add(new Finding(Grade.ADVICE, "real servers " + Site.serverNames(direct), "hint", SOURCE,
                    "direct routing: each takes packets for the virtual address itself, must not answer ARP for it, and "
                            + "must not answer clients through this director",
                    "on each: ip addr add VIP dev lo (VIP: " + vips + "); sysctl -w net.ipv4.conf.all.arp_ignore=1 "
                            + "net.ipv4.conf.all.arp_announce=2"));
        }
        var byType = new EnumMap<TunnelType, List<Site.Server>>(TunnelType.class);
        others(site, network, Forwarding.TUNNEL)
                .forEach(s -> byType.computeIfAbsent(s.delivery().tunnelType(), _ -> new ArrayList<>()).add(s));
        byType.forEach((type, servers) -> hints.add(tunnel(type, servers, vips)));
        return hints;
    }

    private static Finding tunnel(TunnelType type, List<Site.Server> servers, String vips) {
        String device = type == TunnelType.GRE ? "gre0" : "tunl0";
        String unpack = switch (type) {
            case IPIP -> "modprobe ipip";
            case GUE ->
                "modprobe ipip; modprobe fou; ip fou add port " + servers.getFirst().delivery().tunnelPort() + " gue";
            case GRE -> "modprobe ip_gre";
        };
        return new Finding(Grade.ADVICE, "real servers " + Site.serverNames(servers), "hint", SOURCE,
                "tunnel_type = " + type.word() + ": each unpacks what this director packs, drops it under strict "
                        + "rp_filter, and must not answer ARP; packets grow by 20 bytes or more",
                "on each: " + unpack + "; ip link set " + device + " up; ip addr add VIP dev " + device + " (VIP: "
                        + vips
                        + "); sysctl -w net.ipv4.conf." + device + ".rp_filter=0 net.ipv4.conf.all.rp_filter=0 "
                        + "net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2");
    }

    private static List<Site.Server> others(Site site, NetworkView network, Forwarding forwarding) {
        return site.servers(forwarding).stream().filter(s -> !network.isLocal(s.address())).toList();
    }
}
