package io.arapaima.ipvs;

import io.arapaima.dataplane.Traffic;

/** Counters as attributes (kernel: {@code IPVS_STATS_ATTR_*}, all of 64 bits, in the order of the model). */
final class TrafficFields {
    private static final int COUNT = 10;

    private TrafficFields() {}

    static Traffic read(Attributes at) throws NetlinkException.Malformed {
        long[] values = new long[COUNT];
        while (at.next()) {
            if (at.type() >= 1 && at.type() <= COUNT) {
                values[at.type() - 1] = at.u64();
            }
        }
        return new Traffic(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7],
                values[8], values[9]);
    }
}
