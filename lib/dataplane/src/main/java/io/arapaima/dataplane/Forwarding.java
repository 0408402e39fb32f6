package io.arapaima.dataplane;

/** How packets reach a destination (kernel: {@code IP_VS_CONN_F_FWD_MASK}). A data plane in user space stores it only. */
public enum Forwarding {
    /** Network address translation; {@code ipvsadm -m}. */
    MASQUERADE,
    /** Direct routing: only the link-layer address is rewritten; {@code ipvsadm -g}. */
    DIRECT,
    /** Tunnelling, see {@link Tunnel}; {@code ipvsadm -i}. */
    TUNNEL,
    /** The director itself. Old kernels say so of their own addresses, ipvsadm saves it as {@code -g}; never asked for. */
    LOCAL
}
