package io.arapaima.config;

import java.util.Locale;

/** What directors say to each other. */
public enum HeartbeatProtocol implements Word {
    /** Ours: sealed, with a role that is agreed upon. */
    ARAPAIMA,
    /** The four bytes of Piranha 0.8.6, for the time in which one of two machines still runs it; not authenticated. */
    PIRANHA;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
