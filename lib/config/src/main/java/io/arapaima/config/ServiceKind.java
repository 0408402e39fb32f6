package io.arapaima.config;

import java.util.Locale;

/** Which blocks of a file are run; Piranha's {@code service}. */
enum ServiceKind implements Word {
    /** The virtual blocks. */
    LVS,
    /** The failover blocks. */
    FOS;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
