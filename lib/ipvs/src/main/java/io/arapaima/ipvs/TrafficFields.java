package io.arapaima.ipvs;

import io.arapaima.dataplane.Traffic;

/**
 * Counters as attributes (kernel: {@code IPVS_STATS_ATTR_*}, in the order of the model). Since Linux 4.1 an entry has them twice: in
 * {@code STATS64} all are of 64 bits; in {@code STATS} only bytes are, connections and packets begin again after 2^32, and rates
 * stop there.
 */
final class TrafficFields {
    private static final int COUNT = 10;

    private TrafficFields() {}

    /** The wide ones where there are any. */
    static Traffic read(Attributes wide, Attributes narrow) throws NetlinkException.Malformed {
        return read(wide.equals(Attributes.NONE) ? narrow : wide);
    }

    private static Traffic read(Attributes at) throws NetlinkException.Malformed {
        long[] values = new long[COUNT];
        while (at.next()) {
            if (at.type() >= 1 && at.type() <= COUNT) {
                values[at.type() - 1] = at.number();
            }
        }
        return new Traffic(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7],
                values[8], values[9]);
    }
}
