package io.arapaima.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The interfaces that lvs.cf names: there, switched on, with a carrier. */
final class DeviceConcern implements Concern {
    private static final long UP = 0x1;
    private static final long MULTICAST = 0x1000;

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        Map<String, List<String>> users = new LinkedHashMap<>();
        site.floating().forEach(f -> users.computeIfAbsent(f.device(), _ -> new ArrayList<>()).add(f.owner()));
        String copying = site.config().syncDaemon() ? site.config().syncdIface() : "";
        if (!copying.isEmpty()) {
            users.computeIfAbsent(copying, _ -> new ArrayList<>()).add("syncd_iface");
        }
        return users.entrySet().stream().map(e -> device(machine, e.getKey(),
                "named by " + Site.shorten(e.getValue()), e.getKey().equals(copying))).toList();
    }

    private static Finding device(Machine machine, String device, String why, boolean copying) {
        String what = "interface " + device;
        if (!machine.devices().contains(device)) {
            return new Finding(Grade.PROBLEM, what, "not there; there are "
                    + String.join(", ", machine.devices()), "/proc/net/dev", why,
                    "correct the name in lvs.cf, or make the interface");
        } else if (!machine.sysIsOurs()) {
            return Finding.ok(what, "there; its state cannot be seen, because /sys is of another network namespace",
                    "/proc/net/dev", why);
        }
        return state(machine, device, why, copying);
    }

    private static Finding state(Machine machine, String device, String why, boolean copying) {
        String what = "interface " + device;
        String folder = "/sys/class/net/" + device;
        long flags = Long.decode(machine.read(folder + "/flags").orElse("0"));
        Optional<String> state = machine.read(folder + "/operstate");
        if ((flags & UP) == 0) {
            return new Finding(Grade.PROBLEM, what, "switched off", folder + "/flags", why,
                    "ip link set " + device + " up");
        } else if (state.filter(s -> s.equals("down") || s.equals("lowerlayerdown")).isPresent()) {
            return new Finding(Grade.WARNING, what, "no carrier (" + state.orElse("") + ")", folder + "/operstate", why,
                    "look at the cable, the switch port or the other end");
        } else if (copying && (flags & MULTICAST) == 0) {
            return new Finding(Grade.WARNING, what, "without multicast", folder + "/flags",
                    "the sync daemon sends its copies of connections to a multicast group",
                    "ip link set " + device + " multicast on");
        }
        return Finding.ok(what, "up", folder + "/flags", why);
    }
}
