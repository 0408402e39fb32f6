package io.arapaima.dataplane;

/** Options of a service beside its scheduler's name (kernel: {@code IP_VS_SVC_F_*}). */
public enum ServiceFlag {
    /** Each UDP packet is scheduled by itself; {@code ipvsadm -o}. The kernel ignores it on TCP and cannot do it with NAT. */
    ONE_PACKET,
    /** First bit of the scheduler; {@code sh-fallback}, {@code mh-fallback}. */
    SCHEDULER_1,
    /** Second bit of the scheduler; {@code sh-port}, {@code mh-port}. */
    SCHEDULER_2,
    /** Third bit of the scheduler; no scheduler of the kernel uses it. */
    SCHEDULER_3
}
