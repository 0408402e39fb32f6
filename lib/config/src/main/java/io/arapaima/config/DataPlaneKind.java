package io.arapaima.config;

import java.util.Locale;

/** What forwards the packets. */
public enum DataPlaneKind implements Word {
    /** The kernel if it can, otherwise a message that says what is missing. */
    AUTO,
    /** IPVS in the Linux kernel. */
    IPVS,
    /** The forwarder in user space. */
    RELAY,
    /** Nothing: checks run and report only. */
    NONE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
