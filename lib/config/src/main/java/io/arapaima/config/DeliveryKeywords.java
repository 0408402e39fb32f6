package io.arapaima.config;

import java.util.List;

/** The new keywords that say how packets reach a real server: in a block for all its servers, in a server for that one. */
final class DeliveryKeywords {
    /** The kernel keeps 32 bits and takes no more than this of them since 2026 (ip_vs_ctl.c). */
    private static final NumberType CONNECTIONS = new NumberType(0, NumberType.INT, "", "1000");

    static final Keyword<Forwarding> FORWARDING = Keyword.unset("forwarding", ChoiceType.of(Forwarding.class),
            "How packets reach this server, where it is not as all others.").following("= `network`").added();
    static final Keyword<TunnelType> TUNNEL_TYPE = Keyword.unset("tunnel_type", ChoiceType.of(TunnelType.class),
            "What the packets travel in under `forwarding = tunnel`; gue needs `tunnel_port`.").following("`ipip`")
            .added();
    static final Keyword<Long> TUNNEL_PORT = Keyword.unset("tunnel_port", PortType.of(1, false, "6080"),
            "UDP port at which the server takes `tunnel_type = gue`.").added();
    static final Keyword<TunnelChecksum> TUNNEL_CHECKSUM = Keyword.unset("tunnel_checksum",
            ChoiceType.of(TunnelChecksum.class),
            "Checksum of the outer header: `none`, `full` (gue, gre), `remote` for remote checksum offload (gue).")
            .following("`none`").added();
    static final Keyword<Long> UPPER_THRESHOLD = Keyword.unset("upper_threshold", CONNECTIONS,
            "A server with this many connections gets no more; 0 = no limit.").following("`0`").added();
    static final Keyword<Long> LOWER_THRESHOLD = Keyword.unset("lower_threshold", CONNECTIONS,
            "A full server gets connections again below this many; 0 = three quarters of `upper_threshold`.")
            .following("`0`").added();

    static final List<Keyword<?>> ALL = List.of(FORWARDING, TUNNEL_TYPE, TUNNEL_PORT, TUNNEL_CHECKSUM, UPPER_THRESHOLD,
            LOWER_THRESHOLD);
    static final List<Keyword<?>> TUNNEL = List.of(TUNNEL_TYPE, TUNNEL_PORT, TUNNEL_CHECKSUM);

    private DeliveryKeywords() {}
}
