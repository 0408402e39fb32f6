package io.arapaima.doctor;

/** How bad a finding is. */
public enum Grade {
    /** As it should be; shown only on request. */
    OK,
    /** Worth knowing; nothing has to change on this machine. */
    ADVICE,
    /** Works until something happens: a failure, a failover, a firewall rule. */
    WARNING,
    /** Does not work. */
    PROBLEM
}
