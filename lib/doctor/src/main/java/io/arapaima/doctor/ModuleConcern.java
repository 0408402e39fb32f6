package io.arapaima.doctor;

import io.arapaima.config.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * IPVS and the schedulers in the kernel. The kernel loads {@code ip_vs} when lvs-manager asks for its netlink family,
 * and a scheduler when a service names it, so a module on disk is as good as a loaded one; only its sysctls are not
 * there before.
 */
final class ModuleConcern implements Concern {
    @Override
    public List<Finding> examine(Machine machine, Site site) {
        if (site.services().isEmpty()) {
            return List.of();
        }
        var modules = new KernelModules(machine);
        List<Finding> findings = new ArrayList<>();
        KernelModules.Known ipvs = modules.find("ip_vs");
        findings.add(ipvs(machine, site, modules, ipvs));
        if (ipvs.state() != KernelModules.State.ABSENT) {
            var bySchedulers = new TreeMap<String, List<VirtualService>>();
            site.services().forEach(service -> bySchedulers
                    .computeIfAbsent("ip_vs_" + service.scheduler().kernelName(), _ -> new ArrayList<>()).add(service));
            bySchedulers.forEach((module, services) -> findings
                    .add(extra(modules, module, "scheduler of " + Site.names(services), Grade.PROBLEM)));
            site.services().stream().flatMap(s -> s.persistenceEngine().stream()).distinct().forEach(engine -> findings
                    .add(extra(modules, "ip_vs_pe_" + engine.word(), "persistence engine of this file",
                            Grade.PROBLEM)));
            findings.add(extra(modules, "nf_conntrack", "ip_vs needs it where firewall rules look at connections "
                    + "(net.ipv4.vs.conntrack)", Grade.ADVICE));
        }
        return findings;
    }

    private static Finding ipvs(Machine machine, Site site, KernelModules modules, KernelModules.Known known) {
        String what = "module ip_vs";
        String why = "data_plane = " + site.config().dataPlane().word() + ": the kernel's IPVS is what forwards";
        return switch (known.state()) {
            case LOADED, BUILT_IN -> Finding.ok(what, known.value(), known.source(), why);
            case ON_DISK -> onDisk(site, modules, known, why);
            case ABSENT -> new Finding(Grade.PROBLEM, what, known.value(), known.source(), why,
                    otherKernel(machine, modules) + "; without IPVS there is data_plane = relay for TCP");
            case UNKNOWN -> new Finding(Grade.WARNING, what, known.value(), known.source(), why,
                    "run lvsctl doctor on the host itself, and there: modprobe ip_vs");
        };
    }

    private static Finding onDisk(Site site, KernelModules modules, KernelModules.Known known, String why) {
        String what = "module ip_vs";
        if (modules.lockedUp()) {
            return new Finding(Grade.PROBLEM, what, known.value() + ", and kernel.modules_disabled = 1 forbids it",
                    known.source() + ", /proc/sys/kernel/modules_disabled", why, atBoot("ip_vs"));
        }
        List<String> wishes = IpvsSysctls.wishes(site).stream().map(IpvsSysctls.Wish::name).toList();
        var load = new Repair.Module("ip_vs");
        String because = wishes.isEmpty()
                ? "; lvs-manager's first question loads it"
                : "; its settings exist only once it is loaded, and this lvs.cf wants " + Site.shorten(wishes);
        return new Finding(wishes.isEmpty() ? Grade.ADVICE : Grade.WARNING, what, known.value(), known.source(),
                why + because, load.command() + "; echo ip_vs >> " + Repairs.MODULES, List.of(load));
    }

    private static Finding extra(KernelModules modules, String module, String why, Grade missing) {
        KernelModules.Known known = modules.find(module);
        String what = "module " + module;
        return switch (known.state()) {
            case LOADED, BUILT_IN -> Finding.ok(what, known.value(), known.source(), why);
            case ON_DISK -> modules.lockedUp()
                    ? new Finding(missing, what, known.value() + ", and kernel.modules_disabled = 1 forbids it",
                            known.source() + ", /proc/sys/kernel/modules_disabled", why, atBoot(module))
                    : Finding.ok(what, known.value() + "; the kernel loads it when it is asked for", known.source(),
                            why);
            case ABSENT -> new Finding(missing, what, known.value(), known.source(), why,
                    missing == Grade.PROBLEM ? "do without it in lvs.cf, or a kernel that has it" : "");
            case UNKNOWN -> new Finding(Grade.ADVICE, what, known.value(), known.source(), why,
                    "on the host itself: modprobe " + module);
        };
    }

    private static String atBoot(String module) {
        return "echo " + module + " >> " + Repairs.MODULES + "; reboot (nothing undoes modules_disabled)";
    }

    private static String otherKernel(Machine machine, KernelModules modules) {
        Optional<String> other = modules.otherRelease("ip_vs");
        if (other.isPresent()) {
            return "boot kernel " + other.get() + ", which is installed and has it";
        }
        String system = machine.lines("/etc/os-release").stream().filter(line -> line.startsWith("ID="))
                .map(line -> line.substring(3).replace("\"", "")).findFirst().orElse("");
        String architecture = modules.release().endsWith("arm64") ? "arm64" : "amd64";
        return switch (system) {
            case "debian" -> "apt-get install linux-image-" + architecture + " (not linux-image-cloud-" + architecture
                    + ") and boot it";
            case "ubuntu" -> "apt-get install linux-image-generic and boot it";
            default -> "install and boot a kernel built with CONFIG_IP_VS";
        };
    }
}
