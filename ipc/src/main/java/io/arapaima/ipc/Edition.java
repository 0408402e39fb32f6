package io.arapaima.ipc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which lvs.cf a director runs, so that two directors can be compared without their files.
 *
 * @param serial its {@code serial_no}; 0 where none is written
 * @param digest the first four bytes of the SHA-256 of its text; 0 = not known
 */
public record Edition(int serial, int digest) {
    /** Nobody has said which. */
    public static final Edition UNKNOWN = new Edition(0, 0);

    /**
     * The edition of a text.
     *
     * @param serial its {@code serial_no}
     * @param text one character for each byte of the file
     * @return never {@link #UNKNOWN}
     */
    public static Edition of(int serial, String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            int digest = ByteBuffer.wrap(sum).getInt();
            return new Edition(serial, digest == 0 ? 1 : digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
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
