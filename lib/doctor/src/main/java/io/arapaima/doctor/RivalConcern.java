package io.arapaima.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Other programs of this machine that write to the same table. Arapaima's own daemons are called java. */
final class RivalConcern implements Concern {
    private static final Map<String, String> KNOWN = Map.of(
            "keepalived", "systemctl disable --now keepalived",
            "ldirectord", "systemctl disable --now ldirectord",
            "pulse", "service pulse stop; chkconfig pulse off",
            "lvsd", "service pulse stop; chkconfig pulse off",
            "nanny", "service pulse stop; chkconfig pulse off",
            "kube-proxy", "take this machine out of the cluster, or start kube-proxy with --proxy-mode=nftables");

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        Optional<String> network = machine.link("/proc/self/ns/net");
        Map<String, List<String>> running = new LinkedHashMap<>();
        for (String pid : machine.list("/proc")) {
            if (pid.chars().allMatch(Character::isDigit)) {
                Optional<String> theirs = machine.link("/proc/" + pid + "/ns/net");
                boolean same = network.isEmpty() || theirs.isEmpty() || theirs.equals(network);
                machine.read("/proc/" + pid + "/comm").filter(name -> KNOWN.containsKey(name) && same)
                        .ifPresent(name -> running.computeIfAbsent(name, _ -> new ArrayList<>()).add(pid));
            }
        }
        if (running.isEmpty()) {
            return List.of(
                    Finding.ok("other directors", "none runs", "/proc/*/comm", "two owners undo each other's work"));
        }
        return running.entrySet().stream().map(e -> new Finding(Grade.WARNING, "program " + e.getKey(),
                "runs as process " + Site.shorten(e.getValue()), "/proc/" + e.getValue().getFirst() + "/comm",
                "it writes the same kernel table: two owners undo each other's work",
                String.valueOf(KNOWN.get(e.getKey())))).toList();
    }
}
