package io.arapaima.doctor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rights of lvs-manager, and the user namespace that makes them worthless. */
final class CapabilityConcern implements Concern {
    /** Every user is himself: the initial user namespace. */
    private static final String INITIAL = "0 0 4294967295";

    private final Hub hub;

    CapabilityConcern(Hub hub) {
        this.hub = hub;
    }

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        List<Finding> findings = new ArrayList<>();
        Optional<String> pid = hub.pid(machine);
        findings.add(pid.map(running -> running(machine, running)).orElseGet(() -> fromHere(machine)));
        String source = "/proc/" + pid.orElse("self") + "/uid_map";
        machine.read(source).map(map -> map.replaceAll("\\s+", " ")).ifPresent(map -> {
            String why = "the kernel lets only the initial user namespace talk to IPVS by netlink, whatever capabilities "
                    + "a process has in its own";
            findings.add(map.equals(INITIAL)
                    ? Finding.ok("user namespace", "the initial one", source, why)
                    : new Finding(Grade.PROBLEM, "user namespace", "one of its own: " + map, source, why,
                            "run the director on the host, or in a container that is not rootless and has CAP_NET_ADMIN"));
        });
        return findings;
    }

    private static Finding running(Machine machine, String pid) {
        Set<Capability> missing = missing(Capability.of(machine, pid, "CapEff"));
        String source = "/proc/" + pid + "/status, CapEff";
        String what = "rights of lvs-manager";
        if (missing.isEmpty()) {
            return Finding.ok(what, "CAP_NET_ADMIN and CAP_NET_RAW", source, why(EnumSet.allOf(Capability.class)));
        }
        return new Finding(Grade.PROBLEM, what, "without " + words(missing), source, why(missing),
                "AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW in the unit that starts it, or start it as root");
    }

    /** Not running, so nobody knows who will start it; only what no child of ours could get is a problem. */
    private static Finding fromHere(Machine machine) {
        String what = "rights of lvs-manager";
        Set<Capability> never = missing(Capability.of(machine, "self", "CapBnd"));
        if (!never.isEmpty()) {
            return new Finding(Grade.PROBLEM, what, "it does not run, and nothing started from here can have "
                    + words(never), "/proc/self/status, CapBnd", why(never),
                    "give them to this container or unit: CapabilityBoundingSet=, --cap-add");
        }
        Set<Capability> missing = missing(Capability.of(machine, "self", "CapEff"));
        String source = "/proc/self/status, CapEff";
        return missing.isEmpty()
                ? Finding.ok(what, "it does not run; started from here it has them", source,
                        why(EnumSet.allOf(Capability.class)))
                : new Finding(Grade.ADVICE, what, "it does not run; started from here it lacks " + words(missing),
                        source,
                        why(missing), "start it as root, or with AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW");
    }

    private static Set<Capability> missing(Set<Capability> has) {
        return EnumSet.complementOf(EnumSet.copyOf(has));
    }

    private static String words(Set<Capability> some) {
        return some.stream().map(c -> "CAP_" + c.name()).collect(Collectors.joining(" and "));
    }

    private static String why(Set<Capability> some) {
        return some.stream().map(c -> switch (c) {
            case NET_ADMIN -> "CAP_NET_ADMIN for the table, addresses and settings";
            case NET_RAW -> "CAP_NET_RAW to announce addresses";
        }).collect(Collectors.joining(", "));
    }
}
