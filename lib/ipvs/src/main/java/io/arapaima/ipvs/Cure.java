package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.SyncDaemon;

/** The kernel's bare error numbers in sentences with a cure (kernel: {@code ip_vs_ctl.c}; the reasons go to its log only). */
final class Cure {
    private Cure() {}

    /** IPVS as a whole cannot be asked. */
    static DataPlaneException unreachable(NetlinkException failed) {
        String sentence = switch (failed) {
            case NetlinkException.Refused refused -> switch (refused.errno()) {
                case ENOENT, ENOPROTOOPT ->
                    "ip_vs is not available in this kernel (" + refused.getMessage()
                            + "); modprobe ip_vs, or install the"
                            + " kernel package that holds ip_vs.ko, or use data_plane = relay";
                case EPERM -> permission(refused);
                case EINVAL ->
                    "the kernel refuses a value (" + refused.getMessage() + "); its log may say which: dmesg";
                default -> "IPVS answers " + refused.getMessage() + "; the kernel's log may say why: dmesg";
            };
            case NetlinkException.Lost lost ->
                "IPVS cannot be asked: " + lost.getMessage() + "; it is asked again at the next pass";
            default -> "IPVS cannot be asked: " + failed.getMessage();
        };
        return new DataPlaneException(sentence, failed);
    }

    private static String permission(NetlinkException.Refused refused) {
        return "this process may not command IPVS (" + refused.getMessage()
                + "): it lacks CAP_NET_ADMIN in the initial user"
                + " namespace; start it as root or with AmbientCapabilities=CAP_NET_ADMIN, and not in a rootless container";
    }

    /** One change is refused. */
    static String refused(Change change, NetlinkException.Refused refused) {
        return switch (refused.errno()) {
            case ENOENT -> missing(change);
            case ESRCH -> change.service() + " is not in the table; somebody removed it, the next pass adds it again";
            case EEXIST -> subject(change) + " is added by somebody else at the same time; stop the other program";
            case EPERM -> permission(refused);
            case ENOMEM -> subject(change) + ": the kernel has no memory for its counters (ENOMEM); free some";
            case ERANGE -> subject(change) + ": weight below 0, or lower threshold above the upper one (ERANGE)";
            case EAFNOSUPPORT ->
                subject(change) + ": this kernel has no IPv6, or IPVS none (EAFNOSUPPORT); enable it with"
                        + " sysctl net.ipv6.conf.all.disable_ipv6=0, or use IPv4";
            case EINVAL -> invalid(change, refused);
            default ->
                subject(change) + ": the kernel answers " + refused.getMessage() + "; its log may say why: dmesg";
        };
    }

    private static String missing(Change change) {
        return switch (change) {
            case Change.AddService(Service service) -> scheduler(service);
            case Change.EditService(Service service) -> scheduler(service);
            case Change.RemoveService _, Change.AddDestination _, Change.EditDestination _, Change.RemoveDestination _ ->
                subject(change) + " is added and removed by somebody else at the same time; stop the other program";
        };
    }

    private static String scheduler(Service service) {
        String module = "module ip_vs_" + service.scheduler();
        return service.persistenceEngine()
                .map(engine -> "scheduler " + service.scheduler() + " or persistence engine " + engine + ": " + module
                        + " or ip_vs_pe_" + engine + " not loaded; modprobe -a ip_vs_" + service.scheduler()
                        + " ip_vs_pe_"
                        + engine)
                .orElseGet(() -> "scheduler " + service.scheduler() + ": " + module + " not loaded; modprobe ip_vs_"
                        + service.scheduler());
    }

    private static String invalid(Change change, NetlinkException.Refused refused) {
        String guess = switch (change) {
            case Change.AddDestination(ServiceKey key, Destination destination) -> destination(key, destination);
            case Change.EditDestination(ServiceKey key, Destination destination) -> destination(key, destination);
            case Change.AddService _, Change.EditService _, Change.RemoveService _, Change.RemoveDestination _ ->
                "a value that it does not take; its log may say which: dmesg";
        };
        return subject(change) + ": the kernel answers " + refused.getMessage() + ": " + guess;
    }

    private static String destination(ServiceKey key, Destination destination) {
        return AddressBytes.family(key) == AddressBytes.family(destination.key().address())
                ? "its address is no unicast address here (in a network namespace where no interface is up none is), or a"
                        + " threshold is above 2147483647"
                : "two address families in one service are not possible while connections are synchronised; stop the"
                        + " synchronisation or use one family";
    }

    /** A synchronisation daemon cannot be started. */
    static DataPlaneException daemon(SyncDaemon daemon, NetlinkException failed) {
        String what = "synchronisation as " + daemon.role() + " over " + daemon.device();
        String sentence = switch (failed) {
            case NetlinkException.Refused refused -> switch (refused.errno()) {
                case ENODEV -> what + ": there is no such interface (ENODEV); name one of ip link";
                case EEXIST -> what + ": another one was started meanwhile (EEXIST); stop the other program";
                case EINVAL -> what + ": the kernel answers " + refused.getMessage() + "; it cannot synchronise while a"
                        + " service has destinations of the other address family, and the name has at most 15 letters";
                default -> what + ": " + unreachable(refused).getMessage();
            };
            default -> what + ": " + unreachable(failed).getMessage();
        };
        return new DataPlaneException(sentence, failed);
    }

    static String subject(Change change) {
        return switch (change) {
            case Change.AddService _, Change.EditService _, Change.RemoveService _ -> change.service().toString();
            case Change.AddDestination(ServiceKey key, Destination added) -> added.key() + " in " + key;
            case Change.EditDestination(ServiceKey key, Destination edited) -> edited.key() + " in " + key;
            case Change.RemoveDestination(ServiceKey key, var leaving) -> leaving + " in " + key;
        };
    }
}
