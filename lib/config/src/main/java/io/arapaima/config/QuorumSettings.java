package io.arapaima.config;

import java.util.Optional;

/**
 * When a virtual service counts as lost.
 *
 * @param needed how many real servers must be in service; at least one always
 * @param hysteresis it is lost with so many fewer, and back with so many more
 * @param up command line to run when the service has its quorum
 * @param down command line to run when it has lost it
 */
public record QuorumSettings(Floor needed, int hysteresis, Optional<String> up, Optional<String> down) {
    /** One server is enough. */
    static final Floor ONE = new Floor(1, false);

    /**
     * How many must be in service now.
     *
     * @param all how many real servers the service has
     * @param lost whether it counts as lost
     * @return 1 to their number, or 1 where there are none
     */
    public int threshold(int all, boolean lost) {
        int moved = needed.of(all) + (lost ? hysteresis : -hysteresis);
        return Math.max(1, Math.min(moved, all));
    }
}
