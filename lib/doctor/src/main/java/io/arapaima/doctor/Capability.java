package io.arapaima.doctor;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The rights of a process that a director needs; the bits are those of uapi/linux/capability.h. */
enum Capability {
    /** Tables, addresses and sysctls. */
    NET_ADMIN(12),
    /** Announcements of addresses. */
    NET_RAW(13);

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    /** Those in one set of a process, {@code CapEff}; none when the process is gone. */
    static Set<Capability> of(Machine machine, String process, String set) {
        long mask = machine.status(process, set).map(hex -> Long.parseUnsignedLong(hex, 16)).orElse(0L);
        return Arrays.stream(values()).filter(c -> (mask >> c.bit & 1) == 1)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Capability.class)));
    }
}
