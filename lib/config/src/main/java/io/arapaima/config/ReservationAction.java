package io.arapaima.config;

import java.util.Locale;

/** What a taking-over node does about a disk reservation; Piranha's shared SCSI disks, not supported any more. */
enum ReservationAction implements Word {
    /** Leave it. */
    NOTHING,
    /** Take it away. */
    PREEMPT;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
