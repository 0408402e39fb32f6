package io.arapaima.dataplane;

/**
 * The copying of connections to the partner (kernel: {@code IPVS_CMD_NEW_DAEMON}).
 *
 * @param role sends or receives
 * @param device interface it goes over; needs an IPv4 address
 * @param id tells clusters on one network apart, 0 to 255; a receiver with 0 takes every sender's
 */
public record SyncDaemon(Role role, String device, int id) {
    /** Direction of the copying. */
    public enum Role {
        /** Sends; the active director. */
        MASTER,
        /** Receives; the standby. */
        BACKUP
    }
}
