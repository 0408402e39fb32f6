package io.arapaima.doctor;

import io.arapaima.config.Forwarding;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The way to every real server, and for NAT the way back. Policy routing is not looked at. */
final class RouteConcern implements Concern {
    /** Servers that packets reach in the same way are spoken of together. */
    private record Way(Forwarding forwarding, boolean six, boolean local, Optional<Route> route) {}

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        NetworkView network = NetworkView.planned(machine, site);
        List<Finding> findings = new ArrayList<>();
        var byRoute = new LinkedHashMap<Way, List<Site.Server>>();
        site.servers().forEach(s -> byRoute.computeIfAbsent(way(network, s), _ -> new ArrayList<>()).add(s));
        byRoute.forEach((way, servers) -> findings.add(servers(way, servers)));
        List<Site.Server> nat = site.servers(Forwarding.NAT).stream().filter(s -> !network.isLocal(s.address()))
                .toList();
        if (!nat.isEmpty()) {
            gateway(site, nat, findings);
        }
        return findings;
    }

    private static Way way(NetworkView network, Site.Server server) {
        boolean local = network.isLocal(server.address());
        return new Way(server.forwarding(), server.address() instanceof Inet6Address, local,
                local ? Optional.empty() : network.to(server.address()));
    }

    private static Finding servers(Way way, List<Site.Server> servers) {
        String what = "route to " + Site.shorten(servers.stream()
                .map(server -> server.name() + " (" + Prefix.text(server.address()) + ")").toList());
        String source = way.six() ? "/proc/net/ipv6_route" : "/proc/net/route";
        String why = "forwarding = " + way.forwarding().word();
        if (way.local()) {
            return Finding.ok(what, "this machine itself", "/proc/net/fib_trie, /proc/net/if_inet6", why);
        }
        String value = way.route().map(Route::toString).orElse("none");
        if (way.route().isEmpty() || way.route().get().reject()) {
            return new Finding(Grade.PROBLEM, what, value, source,
                    why + ": neither checks nor clients' packets reach the server",
                    "ip route add NETWORK dev DEVICE, or via GATEWAY");
        }
        return byGateway(way, what, value, source, why);
    }

    private static Finding byGateway(Way way, String what, String value, String source, String why) {
        boolean direct = way.route().filter(Route::direct).isPresent();
        return switch (way.forwarding()) {
            case DIRECT -> direct
                    ? Finding.ok(what, value, source, why)
                    : new Finding(Grade.PROBLEM, what, value, source,
                            why + ": the frame is sent to the server's own MAC "
                                    + "address, so both must be on one wire; a gateway never delivers it",
                            "give this director an address in the server's network, or use forwarding = tunnel");
            case NAT -> direct
                    ? Finding.ok(what, value, source, why)
                    : new Finding(Grade.WARNING, what, value, source, why + ": replies must come back through this "
                            + "director, and here routers stand between",
                            "make sure that those routers send the server's replies to this director");
            case TUNNEL -> Finding.ok(what, value, source, why);
        };
    }

    private static void gateway(Site site, List<Site.Server> nat, List<Finding> into) {
        String what = "nat_router";
        Optional<Floating> router = site.floating().stream().filter(f -> f.owner().equals(what)).findFirst();
        if (router.isEmpty()) {
            if (site.config().backupActive()) {
                into.add(new Finding(Grade.WARNING, what, "not given", "lvs.cf",
                        "NAT with a backup director: the gateway "
                                + "of " + Site.serverNames(nat) + " must move along with the virtual addresses",
                        "nat_router = ADDRESS DEVICE in lvs.cf, and that address as the servers' default gateway"));
            }
            return;
        }
        Prefix inside = router.get().mask().map(mask -> Prefix.of(router.get().address(), mask))
                .orElse(new Prefix(router.get().address(), Prefix.hostLength(router.get().address())));
        List<Site.Server> outside = nat.stream().filter(s -> sameFamily(s, router.get()))
                .filter(s -> !inside.contains(s.address())).toList();
        String why = "NAT: it is the default gateway of the real servers, so they must see it on their own wire";
        if (!inside.isHost() && !outside.isEmpty()) {
            into.add(new Finding(Grade.WARNING, what, inside + " does not contain " + Site.serverNames(outside),
                    "lvs.cf", why, "correct nat_router or nat_nmask, or the addresses of the servers"));
        } else {
            into.add(Finding.ok(what, inside.toString(), "lvs.cf", why));
        }
    }

    private static boolean sameFamily(Site.Server server, Floating router) {
        return server.address().getAddress().length == router.address().getAddress().length;
    }
}
