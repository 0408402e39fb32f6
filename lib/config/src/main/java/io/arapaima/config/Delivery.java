package io.arapaima.config;

import java.util.Optional;

/**
 * How packets reach one server: its own keywords, else those of its block, else {@code network}.
 *
 * @param forwarding the method
 * @param tunnelType what packets travel in under {@link Forwarding#TUNNEL}
 * @param tunnelPort UDP port for {@link TunnelType#GUE}, 1 to 65535; 0 = none
 * @param tunnelChecksum how the outer header is protected
 * @param upperThreshold connections at which it is full; 0 = never
 * @param lowerThreshold connections below which it gets some again; 0 = three quarters of the upper threshold
 */
public record Delivery(Forwarding forwarding, TunnelType tunnelType, int tunnelPort, TunnelChecksum tunnelChecksum,
        long upperThreshold, long lowerThreshold) {
    static Delivery of(VirtualService virtual, Optional<RealServer> server, Forwarding network) {
        return new Delivery(virtual.pick(server, DeliveryKeywords.FORWARDING).orElse(network),
                virtual.pick(server, DeliveryKeywords.TUNNEL_TYPE).orElse(TunnelType.IPIP),
                virtual.pick(server, DeliveryKeywords.TUNNEL_PORT).orElse(0L).intValue(),
                virtual.pick(server, DeliveryKeywords.TUNNEL_CHECKSUM).orElse(TunnelChecksum.NONE),
                virtual.pick(server, DeliveryKeywords.UPPER_THRESHOLD).orElse(0L),
                virtual.pick(server, DeliveryKeywords.LOWER_THRESHOLD).orElse(0L));
    }
}
