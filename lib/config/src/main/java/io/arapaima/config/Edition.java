package io.arapaima.config;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which lvs.cf a director runs, so that two directors can be compared without their files.
 *
 * @param serial its {@code serial_no}; 0 where none is written
 * @param digest the first four bytes of the SHA-256 of its bytes; 0 = not known
 */
public record Edition(int serial, int digest) {
    /** Nobody has said which. */
    public static final Edition UNKNOWN = new Edition(0, 0);

    /**
     * The edition of a file.
     *
     * @param serial its {@code serial_no}
     * @param file as it was read
     * @return never {@link #UNKNOWN}
     */
    public static Edition of(int serial, LvsConfFile file) {
        int digest = ByteBuffer.wrap(file.sha256()).getInt();
        return new Edition(serial, digest == 0 ? 1 : digest);
    }

    /** {@return whether anybody has said which} */
    public boolean known() {
        return digest != 0;
    }

    /** Written out, because beats are compared twenty times a second in code that is never optimised. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Edition(var number, var sum) && number == serial && sum == digest;
    }

    @Override
    public int hashCode() {
        return digest;
    }

    /** {@return for operators, for example {@code serial 42 (3fa91c22)}} */
    @Override
    public String toString() {
        return known() ? String.format(Locale.ROOT, "serial %d (%08x)", serial, digest) : "unknown";
    }
}
