package io.arapaima.ipc.reason;

import io.arapaima.checkspec.PrintableText;
import java.time.Instant;

/**
 * An lvs.cf that was in force on a director.
 *
 * @param number grows by one with each revision of a director
 * @param at since when it was in force
 * @param actor who brought it: a user, a partner, {@code SIGHUP} or {@code lvs-manager}
 * @param reason why
 * @param serial its {@code serial_no}
 * @param sha256 of its bytes, 64 hex digits
 * @param bytes its length
 */
public record Revision(int number, Instant at, String actor, String reason, int serial, String sha256, int bytes) {
    /** Makes printable lines of what people wrote. */
    public Revision {
        actor = PrintableText.line(actor);
        reason = PrintableText.line(reason);
    }

    /** {@return for operators, for example {@code revision 43, serial 7 (3fa91c22)}} */
    public String name() {
        return "revision " + number + ", serial " + serial + " (" + sha256.substring(0, Math.min(8, sha256.length()))
                + ")";
    }
}
