package io.arapaima.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The networks of the floating addresses against those of their devices. */
final class MaskConcern implements Concern {
    @Override
    public List<Finding> examine(Machine machine, Site site) {
        NetworkView network = NetworkView.of(machine);
        List<Finding> findings = new ArrayList<>();
        classful(site).ifPresent(findings::add);
        site.floating().stream().filter(f -> machine.devices().contains(f.device()))
                .forEach(f -> findings.add(network(network.subnets(f.device()), f)));
        return findings.stream().distinct().toList();
    }

    /** Piranha left the mask to the system, which took the class of the address (docs/piranha.md, P15). */
    private static Optional<Finding> classful(Site site) {
        List<Floating> bare = site.floating().stream().filter(f -> !f.isSix() && f.mask().isEmpty()).toList();
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        Floating first = bare.getFirst();
        int old = classLength(first.address().getAddress()[0] & 0xFF);
        return Optional.of(new Finding(Grade.ADVICE, "masks", "none for "
                + Site.shorten(bare.stream().map(Floating::owner).toList()), "lvs.cf",
                "the address is added as a single host (/32); Piranha took its class, " + Prefix.text(first.address())
                        + "/" + old + ", and a route to that whole network with it",
                "vip_nmask or nat_nmask in lvs.cf, if that network is wanted"));
    }

    /** RFC 791, section 3.2: the class is in the first bits. */
    private static int classLength(int first) {
        if (first < 128) {
            return 8;
        }
        return first < 192 ? 16 : 24;
    }

    private static Finding network(List<Prefix> subnets, Floating floating) {
        String what = "network of " + floating.owner() + " (" + Prefix.text(floating.address()) + ")";
        String source = floating.isSix() ? "/proc/net/ipv6_route" : "/proc/net/route";
        List<Prefix> same = subnets.stream()
                .filter(s -> s.address().getAddress().length == floating.address().getAddress().length).toList();
        Optional<Prefix> around = same.stream().filter(s -> s.contains(floating.address())).findFirst();
        Optional<Prefix> own = floating.subnet();
        String device = floating.device();
        if (around.isPresent() && own.isPresent() && own.get().length() < around.get().length()) {
            return new Finding(Grade.WARNING, what, own.get() + " in lvs.cf, " + around.get() + " on " + device, source,
                    "the address brings a route to the larger network, and hosts of it that are elsewhere become "
                            + "unreachable from this director",
                    "a mask of " + around.get().length() + " bits in lvs.cf, or none for a single host");
        } else if (around.isEmpty() && own.isEmpty()) {
            return new Finding(Grade.WARNING, what, "outside of " + device + "'s networks: "
                    + (same.isEmpty() ? "it has none" : Site.shorten(same.stream().map(Prefix::toString).toList())),
                    source, "no neighbour on that wire asks by ARP for an address outside of its network",
                    "correct address or device in lvs.cf, or let the router in front send it to this director");
        }
        return Finding.ok(what, around.or(() -> own).map(p -> p + " on " + device).orElse(""), source,
                "neighbours on the wire find the address");
    }
}
