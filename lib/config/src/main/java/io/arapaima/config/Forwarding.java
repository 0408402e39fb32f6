package io.arapaima.config;

import java.util.Locale;

/** How packets reach real servers; Piranha's {@code network}. */
public enum Forwarding implements Word {
    /** The director rewrites addresses; real servers route through it. IPVS: masq. */
    NAT,
    /** The packet keeps its addresses and gets the real server's MAC address. IPVS: route. */
    DIRECT,
    /** The packet travels inside another (IP in IP). IPVS: tunnel. */
    TUNNEL;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
