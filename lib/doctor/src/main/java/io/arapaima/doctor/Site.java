package io.arapaima.doctor;

import io.arapaima.config.CheckPath;
import io.arapaima.config.CheckSettings;
import io.arapaima.config.DataPlaneKind;
import io.arapaima.config.Delivery;
import io.arapaima.config.Forwarding;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.NamedProgram;
import io.arapaima.config.Protocol;
import io.arapaima.config.RealServer;
import io.arapaima.config.VirtualService;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one lvs.cf asks of the machine; inactive blocks and servers ask nothing.
 *
 * @param config the configuration
 * @param programs what it starts
 */
record Site(LvsConfig config, List<NamedProgram> programs) {
    private static final int SHOWN = 3;

    /**
     * A server that packets are sent to, a sorry server too.
     *
     * @param service the service it works for
     * @param name {@code web/www1}
     * @param address its address
     * @param delivery how packets reach it
     */
    record Server(VirtualService service, String name, InetAddress address, Delivery delivery) {
        Forwarding forwarding() {
            return delivery.forwarding();
        }
    }

    Site {
        programs = List.copyOf(programs);
    }

    /** Whether the kernel forwards; {@code auto} means the kernel. */
    boolean byKernel() {
        return config.dataPlane() == DataPlaneKind.AUTO || config.dataPlane() == DataPlaneKind.IPVS;
    }

    /** Whether a program listens and forwards. */
    boolean byRelay() {
        return config.dataPlane() == DataPlaneKind.RELAY;
    }

    /** The services of the table. */
    List<VirtualService> services() {
        return "lvs".equals(config.service())
                ? config.virtuals().stream().filter(VirtualService::active).toList()
                : List.of();
    }

    List<VirtualService> services(Predicate<VirtualService> which) {
        return services().stream().filter(which).toList();
    }

    List<Server> servers() {
        List<Server> servers = new ArrayList<>();
        for (VirtualService service : services()) {
            service.servers().stream().filter(RealServer::active).forEach(s -> servers.add(
                    new Server(service, service.name() + "/" + s.name(), s.address(), config.delivery(service, s))));
            service.sorryServer().ifPresent(a -> servers.add(
                    new Server(service, service.name() + "/sorry_server", a, config.delivery(service))));
        }
        return servers;
    }

    List<Server> servers(Forwarding forwarding) {
        return servers().stream().filter(server -> server.forwarding() == forwarding).toList();
    }

    /** Servers that are asked at the virtual address. */
    List<Server> askedThroughVip() {
        return services().stream().flatMap(service -> service.servers().stream().filter(RealServer::active)
                .filter(s -> service.check(s).path() == CheckPath.VIP)
                .map(s -> new Server(service, service.name() + "/" + s.name(), s.address(),
                        config.delivery(service, s))))
                .toList();
    }

    /** The virtual addresses, and nat_router where any server is behind it. */
    List<Floating> floating() {
        List<Floating> all = new ArrayList<>(vips());
        config.natRouter().filter(_ -> config.translates()).ifPresent(address -> config.natRouterDevice()
                .ifPresent(device -> all.add(Floating.of("nat_router", address, device, config.natNmask()))));
        return all;
    }

    List<Floating> vips() {
        return config.inUse().stream().flatMap(block -> block.device().stream()
                .map(device -> Floating.of((config.failsOver() ? "failover " : "virtual ") + block.name(),
                        block.address(), device, block.vipNmask())))
                .toList();
    }

    /** Whether a check of this file pings; an SCTP service without a check of its own is pinged. */
    boolean pings() {
        return services().stream().anyMatch(service -> service.servers().stream().filter(RealServer::active)
                .map(service::check).map(CheckSettings::check).anyMatch(check -> check
                        .map(all -> all.parts().stream().anyMatch(part -> part.check().equals("ping")))
                        .orElse(service.protocol() == Protocol.SCTP)));
    }

    /** The directors' own addresses as the file gives them. */
    List<InetAddress> directors() {
        return Stream.of(config.primary(), config.primaryPrivate(), config.backup(), config.backupPrivate())
                .filter(address -> !address.isAnyLocalAddress()).distinct().toList();
    }

    static boolean persists(VirtualService service) {
        return !service.persistent().isZero();
    }

    static String names(List<VirtualService> services) {
        return shorten(services.stream().map(VirtualService::name).toList());
    }

    static String serverNames(List<Server> servers) {
        return shorten(servers.stream().map(Server::name).toList());
    }

    /** A list that stays readable when a site has hundreds. */
    static String shorten(List<String> all) {
        List<String> distinct = all.stream().distinct().toList();
        String first = String.join(", ", distinct.stream().limit(SHOWN).toList());
        return distinct.size() <= SHOWN ? first : first + " and " + (distinct.size() - SHOWN) + " more";
    }
}
