package io.arapaima.config;

import java.net.InetAddress;
import java.util.List;

/** The keywords inside {@code server}, in the order of the canonical file. */
final class ServerKeywords {
    /** What IPVS takes (kernel: net/netfilter/ipvs/ip_vs_ctl.c; ipvsadm refuses more). */
    private static final long MAX_WEIGHT = 65535;

    static final Keyword<InetAddress> ADDRESS = Keyword.of("address", new HostType(true),
            Literals.ipv4("0.0.0.0").orElseThrow(), "Address of the real server.")
            .following("unset");
    static final Keyword<Boolean> ACTIVE = Keyword.of("active", new BooleanType(), false,
            "0: the server is read and otherwise ignored.");
    static final Keyword<Long> PORT = Keyword.unset("port", PortType.of(0, false, "8080"), "Port of the real server.")
            .following("the `port` of the block, if it stands above the server");
    static final Keyword<Long> WEIGHT = Keyword.of("weight", new NumberType(0, MAX_WEIGHT, "", "1"), 1L,
            "Share of the connections; 0 = no new ones.");

    static final Keyword<Boolean> FIXED_WEIGHT = Keyword.of("fixed_weight", new BooleanType(), false,
            "1: neither load nor slow start moves the weight.").added();

    static final List<Keyword<?>> LEFTOVERS = List.of(Keyword.leftover("nmask"));
    static final List<Keyword<?>> ALL = List.of(ADDRESS, ACTIVE, PORT, WEIGHT, FIXED_WEIGHT);

    private ServerKeywords() {}
}
