package io.arapaima.config;

import java.util.Locale;

/** On which way a real server is asked. */
public enum CheckPath implements Word {
    /** At its own address. */
    DIRECT,
    /** At the virtual address, as its clients do: through the kernel's table, which sends this check to this server. */
    VIP;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
