package io.arapaima.relay;

import io.arapaima.dataplane.DestinationKey;

/**
 * What a scheduler sees of a destination at one moment.
 *
 * @param key its identity within the service
 * @param weight its weight; 0 = not to be chosen
 * @param active connections as {@code ip_vs_dest.activeconns} counts them
 * @param inactive connections as {@code ip_vs_dest.inactconns} counts them
 */
record Candidate(DestinationKey key, int weight, long active, long inactive) {
    /** The kernel's {@code ip_vs_dest_conn_overhead}: an active connection costs as much as 256 inactive ones. */
    long overhead() {
        return (active << 8) + inactive;
    }
}
