package io.arapaima.config;

import java.util.Locale;

/** What a packet travels in under {@code forwarding = tunnel}. */
public enum TunnelType implements Word {
    /** IP in IP, RFC 2003; what Piranha's tunnel is. */
    IPIP,
    /** Generic UDP encapsulation; needs a port. Linux 5.2. */
    GUE,
    /** Generic routing encapsulation, RFC 2784. Linux 5.3. */
    GRE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
