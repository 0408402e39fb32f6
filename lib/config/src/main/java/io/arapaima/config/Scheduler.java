package io.arapaima.config;

import java.util.Locale;

/** How connections are spread over real servers; the names are those of the kernel's {@code ip_vs_*} modules. */
public enum Scheduler implements Word {
    /** Least connections. */
    LC,
    /** Round robin. */
    RR,
    /** Weighted least connections; the default. */
    WLC,
    /** Weighted round robin. */
    WRR,
    /** Locality-based least connections. */
    LBLC,
    /** Locality-based least connections with replication. */
    LBLCR,
    /** Destination hashing. */
    DH,
    /** Source hashing. */
    SH,
    /** Shortest expected delay; unknown to Piranha. */
    SED,
    /** Never queue; unknown to Piranha. */
    NQ,
    /** Maglev hashing; unknown to Piranha. */
    MH,
    /** Weighted failover: the available server of the highest weight; unknown to Piranha. */
    FO,
    /** Weighted overflow: the server of the highest weight until it is full; unknown to Piranha. */
    OVF,
    /** Power of two choices: the less loaded of two servers drawn by weight; unknown to Piranha. Linux 5.11. */
    TWOS;

    @Override
    public String word() {
        return kernelName();
    }

    /**
     * The kernel's name, which is also the word of lvs.cf.
     *
     * @return for example {@code wlc}
     */
    public String kernelName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
