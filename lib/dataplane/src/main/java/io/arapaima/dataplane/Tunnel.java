package io.arapaima.dataplane;

/**
 * How packets are wrapped on their way to a destination under {@link Forwarding#TUNNEL}.
 *
 * @param encapsulation what wraps them
 * @param port UDP port of the destination that unwraps, 1 to 65535 for GUE, 0 otherwise
 * @param checksum how the outer header is protected
 */
public record Tunnel(Encapsulation encapsulation, int port, Checksum checksum) {
    /** What everybody could do before Linux 5.2, and what every destination without {@link Forwarding#TUNNEL} has. */
    public static final Tunnel IPIP = new Tunnel(Encapsulation.IPIP, 0, Checksum.NONE);

    /** The outer header (kernel: {@code IP_VS_CONN_F_TUNNEL_TYPE_*}). */
    public enum Encapsulation {
        /** IP in IP, RFC 2003. */
        IPIP,
        /** Generic UDP encapsulation; Linux 5.2. */
        GUE,
        /** Generic routing encapsulation, RFC 2784; Linux 5.3. */
        GRE
    }

    /** Protection of the outer header (kernel: {@code IP_VS_TUNNEL_ENCAP_FLAG_*}). */
    public enum Checksum {
        /** None; {@code --tun-nocsum}. */
        NONE,
        /** A checksum; {@code --tun-csum}. */
        FULL,
        /** Remote checksum offload, GUE only; {@code --tun-remcsum}. */
        REMOTE
    }

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException unless 0 &lt;= port &lt;= 65535
     */
    public Tunnel {
        DestinationKey.requirePort(port);
    }
}
