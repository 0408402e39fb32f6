package io.arapaima.config;

import java.util.Locale;

/** How the outer header of a tunnel is protected. */
public enum TunnelChecksum implements Word {
    /** Not at all. */
    NONE,
    /** By a checksum; not with IP in IP. */
    FULL,
    /** By remote checksum offload; with GUE only. */
    REMOTE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
