package io.arapaima.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is odd, or refused by the kernel, about the ways from one virtual service to its servers. Each mistake is told once, at
 * the line that made it: a server's own, else its block's. Not for several threads.
 */
final class DeliveryLint {
    private final LvsConfig config;
    private final VirtualService service;
    private final Block block;
    private final Problems problems;
    private final Set<String> told = new HashSet<>();

    /** A way to one server; the block is where its own keywords stand, which the sorry server does not have. */
    private record Way(Optional<Block> own, InetAddress address, Delivery delivery) {}

    DeliveryLint(LvsConfig config, VirtualService service, Block block, Problems problems) {
        this.config = config;
        this.service = service;
        this.block = block;
        this.problems = problems;
    }

    void inspect() {
        List<Way> ways = ways();
        noEffect(ways);
        ports();
        if (service.active()) {
            ways.forEach(this::tunnel);
            ways.stream().filter(way -> way.own().isPresent()).forEach(this::thresholds);
            ways.forEach(this::family);
            onePacket(ways);
        }
    }

    /** Servers that take part, and the sorry server, which has no thresholds: nobody is left to send its clients to. */
    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        List<Block> blocks = block.blocks(Block.Kind.SERVER);
        for (int i = 0; i < blocks.size(); i++) {
            RealServer server = service.servers().get(i);
            if (server.active()) {
                ways.add(new Way(Optional.of(blocks.get(i)), server.address(), config.delivery(service, server)));
            }
        }
        service.sorryServer().ifPresent(sorry -> ways.add(new Way(Optional.empty(), sorry, config.delivery(service))));
        return ways;
    }

    private void tunnel(Way way) {
        Delivery delivery = way.delivery();
        if (delivery.forwarding() != Forwarding.TUNNEL) {
            return;
        }
        if (delivery.tunnelType() == TunnelType.GUE && delivery.tunnelPort() == 0) {
            error(way, DeliveryKeywords.TUNNEL_TYPE,
                    "tunnel_type = gue needs the UDP port at which the server takes the packets; write tunnel_port = 6080");
        }
        if (delivery.tunnelType() == TunnelType.GRE && delivery.tunnelChecksum() == TunnelChecksum.REMOTE) {
            error(way, DeliveryKeywords.TUNNEL_CHECKSUM,
                    "tunnel_checksum = remote goes with tunnel_type = gue only; write full or none");
        }
    }

    private void thresholds(Way way) {
        long upper = way.delivery().upperThreshold();
        long lower = way.delivery().lowerThreshold();
        if (lower > 0 && upper == 0) {
            error(way, DeliveryKeywords.LOWER_THRESHOLD,
                    "lower_threshold needs upper_threshold; write upper_threshold = " + 2 * lower);
        } else if (lower > upper) {
            error(way, way.own().orElse(block).has(DeliveryKeywords.LOWER_THRESHOLD)
                    ? DeliveryKeywords.LOWER_THRESHOLD
                    : DeliveryKeywords.UPPER_THRESHOLD,
                    "lower_threshold is " + lower + " and upper_threshold " + upper
                            + "; write a lower_threshold of at most " + upper);
        }
    }

    /** The kernel takes a server of the other family in a tunnel only, and not while it copies connections (ip_vs_ctl.c). */
    private void family(Way way) {
        boolean kernel = config.dataPlane() == DataPlaneKind.AUTO || config.dataPlane() == DataPlaneKind.IPVS;
        boolean same = way.address() instanceof Inet4Address == service.address() instanceof Inet4Address;
        if (same || !kernel || way.address().isAnyLocalAddress()) {
            return;
        }
        String families = "is " + family(way.address()) + " and the virtual address " + family(service.address());
        Keyword<?> keyword = way.own().isPresent() ? ServerKeywords.ADDRESS : BlockKeywords.SORRY_SERVER;
        String what = way.own().isPresent() ? "address " : "sorry_server ";
        if (way.delivery().forwarding() != Forwarding.TUNNEL) {
            error(way, keyword,
                    what + families + ", which needs a tunnel; write forwarding = tunnel, or data_plane = relay");
        } else if (config.syncDaemon()) {
            error(way, keyword, what + families + ", which the kernel refuses while it copies connections; write "
                    + "syncdaemon = 0");
        }
    }

    private static String family(InetAddress address) {
        return address instanceof Inet4Address ? "IPv4" : "IPv6";
    }

    private void onePacket(List<Way> ways) {
        if (!service.onePacket()) {
            return;
        }
        int line = block.lineOf(BlockKeywords.ONE_PACKET);
        if (service.protocol() != Protocol.UDP) {
            problems.error(line, Complaint.ARGUMENT, block.words() + ": one_packet is for UDP, but protocol is "
                    + service.protocol().word() + "; write protocol = udp, or one_packet = 0");
        } else if (ways.stream().anyMatch(way -> way.delivery().forwarding() == Forwarding.NAT)) {
            problems.error(line, Complaint.ARGUMENT, block.words()
                    + ": one_packet does not work with nat, because replies "
                    + "are not translated and clients wait in vain; write forwarding = direct, or one_packet = 0");
        }
    }

    private void ports() {
        List<Block> blocks = block.blocks(Block.Kind.SERVER);
        for (int i = 0; i < blocks.size(); i++) {
            RealServer server = service.servers().get(i);
            Forwarding forwarding = config.delivery(service, server).forwarding();
            if (forwarding != Forwarding.NAT && service.fwmark() == 0 && server.port() != service.port()) {
                boolean own = service.pick(Optional.of(server), DeliveryKeywords.FORWARDING).isPresent();
                problems.warn(blocks.get(i).lineOf(ServerKeywords.PORT), block.words() + ": "
                        + blocks.get(i).words() + " has port " + server.port() + ", but with "
                        + (own ? "forwarding" : "network") + " = " + forwarding.word() + " packets arrive at port "
                        + service.port());
            }
        }
    }

    /** Of a block's keyword when no way follows it, of a server's when its own does not. */
    private void noEffect(List<Way> ways) {
        for (Keyword<?> keyword : DeliveryKeywords.ALL) {
            for (Way way : ways) {
                way.own().ifPresent(own -> noEffect(own, block.words() + ": " + own.words(), keyword, List.of(way)));
            }
            noEffect(block, block.words(), keyword, ways);
        }
    }

    private void noEffect(Block where, String words, Keyword<?> keyword, List<Way> ways) {
        if (where.has(keyword)) {
            List<Optional<String>> missing = ways.stream().map(way -> missing(keyword, way.delivery())).toList();
            if (missing.stream().noneMatch(Optional::isEmpty)) {
                missing.stream().flatMap(Optional::stream).findFirst().ifPresent(what -> problems.warn(
                        where.lineOf(keyword), words + ": " + keyword.name() + " has no effect " + what));
            }
        }
    }

    /** Why a way does not follow a keyword; empty when it does. */
    private Optional<String> missing(Keyword<?> keyword, Delivery delivery) {
        TunnelType type = delivery.tunnelType();
        if (DeliveryKeywords.TUNNEL.contains(keyword) && delivery.forwarding() != Forwarding.TUNNEL) {
            return Optional.of("with forwarding = " + delivery.forwarding().word());
        }
        boolean wrongType = (keyword.equals(DeliveryKeywords.TUNNEL_PORT) && type != TunnelType.GUE)
                || (keyword.equals(DeliveryKeywords.TUNNEL_CHECKSUM) && type == TunnelType.IPIP);
        if (wrongType) {
            return Optional.of("with tunnel_type = " + type.word());
        }
        boolean limit = keyword.equals(DeliveryKeywords.UPPER_THRESHOLD)
                || keyword.equals(DeliveryKeywords.LOWER_THRESHOLD);
        return limit && config.dataPlane() == DataPlaneKind.RELAY
                ? Optional.of("with data_plane = relay")
                : Optional.empty();
    }

    private void error(Way way, Keyword<?> keyword, String message) {
        Block where = way.own().filter(own -> own.has(keyword) || keyword.equals(ServerKeywords.ADDRESS))
                .orElse(block);
        String words = where.equals(block) ? block.words() : block.words() + ": " + where.words();
        int line = where.lineOf(keyword);
        if (told.add(line + " " + message)) {
            problems.error(line, Complaint.ARGUMENT, words + ": " + message);
        }
    }
}
