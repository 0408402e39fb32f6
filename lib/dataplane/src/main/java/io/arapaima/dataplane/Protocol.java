package io.arapaima.dataplane;

/** Transport protocols that IPVS balances (kernel: {@code net/netfilter/ipvs/ip_vs_proto.c}). */
public enum Protocol {
    /** Transmission Control Protocol; {@code ipvsadm -t}. */
    TCP,
    /** User Datagram Protocol; {@code ipvsadm -u}. */
    UDP,
    /** Stream Control Transmission Protocol; {@code ipvsadm --sctp-service}. */
    SCTP
}
