package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.FileReason;
import io.arapaima.config.Edition;
import io.arapaima.config.LvsConfFile;
import java.util.Optional;

/** Whether an lvs.cf that a partner has pushed replaces the one here. Pure. */
sealed interface Arrival {
    /** It does. */
    record Taken() implements Arrival {}

    /**
     * It is in force already; nothing is written.
     *
     * @param note what else there is to say; may be empty
     */
    record Known(String note) implements Arrival {}

    /**
     * It does not.
     *
     * @param why the cause
     */
    record Refused(FileReason why) implements Arrival {}

    /**
     * Judges a file without errors. Serial numbers decide, unless an operator forces it; what somebody has typed here and not
     * taken into use yet is never lost without that.
     *
     * @param ours in force here
     * @param onDisk what the file here says now; empty when it cannot be read
     * @param pushed what came
     */
    static Arrival judge(ConfigSource.Loaded ours, Optional<LvsConfFile> onDisk, ConfigSource.Loaded pushed,
            boolean force) {
        boolean edited = onDisk.isPresent() && !onDisk.get().sameBytes(ours.file());
        boolean edit = edited && !onDisk.get().sameBytes(pushed.file());
        if (pushed.file().sameBytes(ours.file())) {
            return new Known(edit ? "; its file was edited since and is left alone" : "");
        }
        if (force) {
            return new Taken();
        }
        if (edit) {
            return new Refused(new FileReason.EditedThere());
        }
        Edition here = ours.edition();
        Edition there = pushed.edition();
        if (there.serial() < here.serial()) {
            return new Refused(new FileReason.Older(here, there));
        }
        return there.serial() > here.serial()
                ? new Taken()
                : new Refused(new FileReason.SameSerial(here, there));
    }
}
