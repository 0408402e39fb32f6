package io.arapaima.doctor;

import io.arapaima.config.Forwarding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel's settings for addresses: who answers ARP, from where packets may come, and what a primary address takes along. */
final class AddressSysctls implements Concern {
    @Override
    public List<Finding> examine(Machine machine, Site site) {
        NetworkView network = NetworkView.of(machine);
        List<Finding> findings = new ArrayList<>();
        ownServer(machine, site, network, findings);
        site.vips().stream().filter(vip -> !vip.isSix()).forEach(vip -> {
            promote(machine, site, network, vip, findings);
            reversePath(machine, network, vip, findings);
        });
        return findings.stream().distinct().toList();
    }

    /** The standby keeps the VIP on lo to accept what the active director sends it, and must not answer ARP for it. */
    private static void ownServer(Machine machine, Site site, NetworkView network, List<Finding> into) {
        var directors = new HashSet<>(site.directors());
        directors.addAll(network.addresses());
        List<Site.Server> own = site.servers().stream().filter(s -> s.forwarding() != Forwarding.NAT)
                .filter(s -> directors.contains(s.address())).toList();
        if (own.isEmpty() || !site.config().backupActive()) {
            return;
        }
        site.vips().stream().filter(vip -> !vip.isSix()).map(Floating::device).distinct().forEach(device -> {
            String why = Site.serverNames(own)
                    + " is a director itself: on standby it has the VIP on lo, and with less "
                    + "it answers ARP for it on " + device;
            into.addAll(greatest(machine, device, "arp_ignore", 1, 1, Grade.WARNING, why));
            into.addAll(greatest(machine, device, "arp_announce", 2, 2, Grade.WARNING, why));
        });
    }

    /** Settings of which the kernel takes the greater of {@code all} and the device's own (ip-sysctl). */
    static List<Finding> greatest(Machine machine, String device, String setting, int least, int wanted,
            Grade bad, String why) {
        String own = Machine.deviceSysctl("ipv4", device, setting);
        return effective(machine, device, setting).map(value -> Finding.sysctl(own, Integer.toString(value),
                value >= least, Integer.toString(wanted), bad, why)).stream().toList();
    }

    static Optional<Integer> effective(Machine machine, String device, String setting) {
        return Stream.of(Machine.deviceSysctl("ipv4", device, setting), "net.ipv4.conf.all." + setting)
                .flatMap(name -> machine.sysctlNumber(name).stream()).max(Integer::compare);
    }

    /** The first address of a network on a device is primary; the others go with it unless one of them is promoted. */
    private static void promote(Machine machine, Site site, NetworkView network, Floating vip, List<Finding> into) {
        vip.subnet().ifPresent(subnet -> {
            boolean shared = network.subnets(vip.device()).stream().anyMatch(
                    other -> other.length() == subnet.length() && other.contains(vip.address()))
                    || site.floating().stream().anyMatch(other -> !other.address().equals(vip.address())
                            && other.device().equals(vip.device()) && other.subnet().isPresent()
                            && subnet.contains(other.address()));
            if (shared) {
                into.addAll(greatest(machine, vip.device(), "promote_secondaries", 1, 1, Grade.WARNING,
                        "virtual addresses of " + vip.device()
                                + " share a network: with 0 the kernel removes all others "
                                + "when the first of them goes"));
            }
        });
    }

    /** Strict: a packet must come in where its answer would go out. Loosening it is a person's decision. */
    private static void reversePath(Machine machine, NetworkView network, Floating vip, List<Finding> into) {
        List<Route> defaults = network.defaults(vip.address());
        boolean elsewhere = !defaults.isEmpty() && defaults.stream().noneMatch(r -> r.device().equals(vip.device()));
        effective(machine, vip.device(), "rp_filter").filter(_ -> elsewhere).ifPresent(value -> {
            String own = Machine.deviceSysctl("ipv4", vip.device(), "rp_filter");
            String why = "clients' packets for " + Prefix.text(vip.address()) + " come in on " + vip.device()
                    + ", but the default route leaves by " + defaults.getFirst().device()
                    + ": with 1 the kernel drops those from other networks";
            into.add(value == 1
                    ? new Finding(Grade.WARNING, "sysctl " + own, "1, here or for all", Machine.sysctlFile(own), why,
                            new Repair.Sysctl(own, "2").command() + " (left to you: it loosens a guard)")
                    : Finding.ok("sysctl " + own, Integer.toString(value), Machine.sysctlFile(own), why));
        });
    }
}
