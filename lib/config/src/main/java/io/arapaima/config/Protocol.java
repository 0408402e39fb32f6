package io.arapaima.config;

import java.util.Locale;

/** Transport of a virtual service. */
public enum Protocol implements Word {
    /** Transmission Control Protocol. */
    TCP,
    /** User Datagram Protocol. */
    UDP,
    /** Stream Control Transmission Protocol; unknown to Piranha. */
    SCTP;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
