package io.arapaima.config;

import java.util.Locale;

/** What tells persistent clients apart beside their address (kernel: {@code ip_vs_pe_*} modules). */
public enum PersistenceEngine implements Word {
    /** The Call-ID of the Session Initiation Protocol, UDP only. */
    SIP;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
