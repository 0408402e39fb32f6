package io.arapaima.lvsctl;

import io.arapaima.config.Forwarding;
import java.util.ArrayList;
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
        List<Site.Server> tunnel = others(site, network, Forwarding.TUNNEL);
        if (!tunnel.isEmpty()) {
            hints.add(new Finding(Grade.ADVICE, "real servers " + Site.serverNames(tunnel), "hint", SOURCE,
                    "tunnelling: each unpacks what this director packs (module ipip; fou for gue, ip_gre for gre), drops "
                            + "it under strict rp_filter, and must not answer ARP; packets grow by 20 bytes or more",
                    "on each: modprobe ipip; ip link set tunl0 up; ip addr add VIP dev tunl0 (VIP: " + vips
                            + "); sysctl -w net.ipv4.conf.tunl0.rp_filter=0 net.ipv4.conf.all.rp_filter=0 "
                            + "net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2"));
        }
        return hints;
    }

    private static List<Site.Server> others(Site site, NetworkView network, Forwarding forwarding) {
        return site.servers(forwarding).stream().filter(s -> !network.isLocal(s.address())).toList();
    }
}
