package io.arapaima.ipc.reason;

/** A virtual address is not where it belongs. */
public sealed interface AddressAlarm extends Alarm {
    /**
     * Another machine answers for it, so it is not taken.
     *
     * @param mac that machine's hardware address
     * @param again so many seconds until it is asked again
     */
    record AddressOccupied(String mac, long again) implements AddressAlarm {}

    /**
     * Another machine answers for it while this director has it.
     *
     * @param mac that machine's hardware address
     */
    record AddressTwice(String mac) implements AddressAlarm {}

    /**
     * This machine does not take it.
     *
     * @param error why, one sentence in English
     */
    record AddressRefused(String error) implements AddressAlarm {}

    /**
     * It cannot be removed.
     *
     * @param error why, one sentence in English
     */
    record AddressNotRemoved(String error) implements AddressAlarm {}

    /**
     * It cannot be announced to the neighbours.
     *
     * @param error why, one sentence in English
     */
    record AddressNotAnnounced(String error) implements AddressAlarm {}

    /** pulse said for a whole lease nothing, and the addresses have gone. */
    record LeaseLapsed() implements AddressAlarm {}

    /**
     * The lease of addresses cannot be renewed.
     *
     * @param error why, one sentence in English
     */
    record LeaseNotRenewed(String error) implements AddressAlarm {}

    /**
     * The kernel's addresses cannot be read.
     *
     * @param error why, one sentence in English
     */
    record AddressesUnreadable(String error) implements AddressAlarm {}
}
