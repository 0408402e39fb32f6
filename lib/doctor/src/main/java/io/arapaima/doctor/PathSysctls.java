package io.arapaima.doctor;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernel's settings for {@code check_path = vip}: the replies come from a virtual address, which to IPv4 is a stranger's
 * lie while this director has that address itself. IPv6 looks for no such thing.
 */
final class PathSysctls implements Concern {
    /** Where replies come in, and of which address's. */
    private record Entrance(String device, String vipDevice) {}

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        NetworkView network = NetworkView.planned(machine, site);
        Map<Entrance, List<Site.Server>> entrances = new LinkedHashMap<>();
        site.askedThroughVip().stream()
                .filter(s -> s.address() instanceof Inet4Address && !network.isLocal(s.address()))
                .forEach(s -> network.to(s.address()).filter(r -> !r.reject()).ifPresent(r -> s.service().device()
                        .map(device -> Floating.of("", s.service().address(), device, s.service().vipNmask()).device())
                        .ifPresent(vip -> entrances.computeIfAbsent(new Entrance(r.device(), vip),
                                _ -> new ArrayList<>()).add(s))));
        List<Finding> findings = new ArrayList<>();
        entrances.forEach((entrance, servers) -> {
            acceptLocal(machine, entrance.device(), servers, findings);
            if (!entrance.device().equals(entrance.vipDevice())) {
                reversePath(machine, entrance, servers, findings);
            }
        });
        return findings.stream().distinct().toList();
    }

    private static String replies(List<Site.Server> servers) {
        return "check_path = vip: the replies of " + Site.serverNames(servers) + " come from the virtual address";
    }

    private static void acceptLocal(Machine machine, String device, List<Site.Server> servers, List<Finding> into) {
        into.addAll(AddressSysctls.greatest(machine, device, "accept_local", 1, 1, Grade.PROBLEM, replies(servers)
                + ", and with 0 the director that has it drops them; with 1 it believes whoever on " + device
                + " sends from an address of its own"));
    }

    /** Loosening it is a person's decision. */
    private static void reversePath(Machine machine, Entrance entrance, List<Site.Server> servers,
            List<Finding> into) {
        AddressSysctls.effective(machine, entrance.device(), "rp_filter").ifPresent(value -> {
            String own = Machine.deviceSysctl("ipv4", entrance.device(), "rp_filter");
            String why = replies(servers) + " of " + entrance.vipDevice() + " and come in on " + entrance.device()
                    + ": with 1 the kernel drops them";
            into.add(value == 1
                    ? new Finding(Grade.PROBLEM, "sysctl " + own, "1, here or for all", Machine.sysctlFile(own), why,
                            new Repair.Sysctl(own, "2").command() + " (left to you: it loosens a guard)")
                    : Finding.ok("sysctl " + own, Integer.toString(value), Machine.sysctlFile(own), why));
        });
    }
}
