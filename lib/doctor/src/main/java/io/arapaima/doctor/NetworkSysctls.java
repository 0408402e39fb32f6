package io.arapaima.doctor;

import io.arapaima.config.Forwarding;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel's settings for forwarding of replies, for redirects and for IPv6. */
final class NetworkSysctls implements Concern {
    @Override
    public List<Finding> examine(Machine machine, Site site) {
        NetworkView network = NetworkView.planned(machine, site);
        List<Finding> findings = new ArrayList<>();
        List<Site.Server> nat = site.servers(Forwarding.NAT).stream().filter(s -> !network.isLocal(s.address()))
                .toList();
        four(machine, network, nat.stream().filter(s -> !isSix(s)).toList(), findings);
        six(machine, network, nat.stream().filter(NetworkSysctls::isSix).toList(), findings);
        oneArm(machine, network, site, nat, findings);
        site.floating().forEach(address -> ipv6Disabled(machine, address, findings));
        return findings.stream().distinct().toList();
    }

    private static boolean isSix(Site.Server server) {
        return server.address() instanceof Inet6Address;
    }

    private static String replies(List<Site.Server> servers) {
        return "NAT: the replies of " + Site.serverNames(servers)
                + " go through this director, and with 0 it drops them";
    }

    private static Stream<String> devices(NetworkView network, List<Site.Server> servers) {
        return servers.stream().flatMap(s -> network.to(s.address()).stream()).filter(r -> !r.reject())
                .map(Route::device).distinct();
    }

    private static void four(Machine machine, NetworkView network, List<Site.Server> servers, List<Finding> into) {
        if (servers.isEmpty()) {
            return;
        }
        String value = machine.sysctl("net.ipv4.ip_forward").orElse("missing");
        into.add(Finding.sysctl("net.ipv4.ip_forward", value, value.equals("1"), "1", Grade.PROBLEM, replies(servers)));
        if (value.equals("1")) {
            devices(network, servers).map(device -> Machine.deviceSysctl("ipv4", device, "forwarding"))
                    .forEach(name -> machine.sysctl(name).ifPresent(own -> into
                            .add(Finding.sysctl(name, own, own.equals("1"), "1", Grade.PROBLEM, replies(servers)))));
        }
    }

    /** A forwarding IPv6 host ignores router advertisements unless accept_ra is 2: it would lose its own default route. */
    private static void six(Machine machine, NetworkView network, List<Site.Server> servers, List<Finding> into) {
        if (servers.isEmpty()) {
            return;
        }
        String name = "net.ipv6.conf.all.forwarding";
        String value = machine.sysctl(name).orElse("missing");
        if (value.equals("1")) {
            into.add(Finding.ok("sysctl " + name, value, Machine.sysctlFile(name), replies(servers)));
            return;
        }
        List<Repair> repairs = new ArrayList<>();
        network.routes().stream().filter(r -> r.isDefault() && r.advertised()).map(Route::device).distinct()
                .map(device -> Machine.deviceSysctl("ipv6", device, "accept_ra"))
                .filter(accept -> !machine.sysctl(accept).equals(Optional.of("2")))
                .forEach(accept -> repairs.add(new Repair.Sysctl(accept, "2")));
        String keeps = repairs.isEmpty()
                ? ""
                : "; accept_ra = 2 goes first, because the default route comes from router advertisements";
        repairs.add(new Repair.Sysctl(name, "1"));
        into.add(new Finding(Grade.PROBLEM, "sysctl " + name, value, Machine.sysctlFile(name),
                replies(servers) + keeps, String.join("; ", repairs.stream().map(Repair::command).toList()), repairs));
    }

    /** Clients and real servers on one wire: a redirect would teach the servers the way past the director. */
    private static void oneArm(Machine machine, NetworkView network, Site site, List<Site.Server> nat,
            List<Finding> into) {
        List<String> outside = site.vips().stream().filter(v -> !v.isSix()).map(Floating::device).toList();
        List<Site.Server> neighbours = nat.stream().filter(s -> !isSix(s))
                .filter(s -> network.to(s.address()).filter(Route::direct).isPresent()).toList();
        devices(network, neighbours).filter(outside::contains).forEach(device -> {
            String own = Machine.deviceSysctl("ipv4", device, "send_redirects");
            String all = "net.ipv4.conf.all.send_redirects";
            boolean sends = Stream.of(own, all).anyMatch(n -> machine.sysctl(n).equals(Optional.of("1")));
            String why = "NAT with clients and real servers on " + device
                    + ": the director would tell the servers to answer the clients directly, which breaks connections";
            List<Repair> repairs = List.of(new Repair.Sysctl(all, "0"), new Repair.Sysctl(own, "0"));
            into.add(sends
                    ? new Finding(Grade.WARNING, "sysctl " + own, "1, here or for all", Machine.sysctlFile(own)
                            + ", " + Machine.sysctlFile(all), why,
                            String.join("; ", repairs.stream().map(Repair::command).toList()), repairs)
                    : Finding.ok("sysctl " + own, "0, here and for all", Machine.sysctlFile(own), why));
        });
    }

    private static void ipv6Disabled(Machine machine, Floating address, List<Finding> into) {
        if (!address.isSix() || !machine.devices().contains(address.device())) {
            return;
        }
        String why = address.owner() + " has an IPv6 address on " + address.device()
                + ", and with 1 the kernel refuses it";
        String name = Machine.deviceSysctl("ipv6", address.device(), "disable_ipv6");
        Optional<String> value = machine.sysctl(name);
        into.add(value.map(now -> Finding.sysctl(name, now, now.equals("0"), "0", Grade.PROBLEM, why))
                .orElseGet(() -> new Finding(Grade.PROBLEM, "sysctl " + name, "missing", Machine.sysctlFile(name),
                        address.owner() + " has an IPv6 address, and this kernel runs without IPv6",
                        "boot without ipv6.disable=1, or modprobe ipv6")));
    }
}
