package io.arapaima.config;

import java.util.Locale;
import java.util.Optional;

/** Options of a scheduler, under ipvsadm's names. Each is one of three bits, whose meaning the scheduler gives. */
public enum SchedulerFlag implements Word {
    /** Source hashing: the client's port counts too. */
    SH_PORT(2, Scheduler.SH),
    /** Source hashing: a server that takes no connections is passed over. */
    SH_FALLBACK(1, Scheduler.SH),
    /** Maglev hashing: the client's port counts too. */
    MH_PORT(2, Scheduler.MH),
    /** Maglev hashing: a server that takes no connections is passed over. */
    MH_FALLBACK(1, Scheduler.MH),
    /** The first bit, whatever the scheduler. */
    FLAG_1(1),
    /** The second bit, whatever the scheduler. */
    FLAG_2(2),
    /** The third bit, whatever the scheduler; none in Linux knows it. */
    FLAG_3(3);

    /** sh and mh know two bits (kernel: {@code ip_vs_sh.c}, {@code ip_vs_mh.c}), the others none. */
    private static final int KNOWN_BITS = 2;

    private final int bit;
    private final Optional<Scheduler> only;

    SchedulerFlag(int bit) {
        this.bit = bit;
        this.only = Optional.empty();
    }

    SchedulerFlag(int bit, Scheduler only) {
        this.bit = bit;
        this.only = Optional.of(only);
    }

    /**
     * Which bit it is.
     *
     * @return 1 to 3
     */
    public int bit() {
        return bit;
    }

    /**
     * Whether the flag may be given to a scheduler; ipvsadm refuses {@code mh-port} for sh.
     *
     * @param scheduler the scheduler
     * @return false for another scheduler's own flag
     */
    public boolean fits(Scheduler scheduler) {
        return only.isEmpty() || only.get() == scheduler;
    }

    boolean obeyedBy(Scheduler scheduler) {
        return fits(scheduler) && bit <= KNOWN_BITS && (scheduler == Scheduler.SH || scheduler == Scheduler.MH);
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
