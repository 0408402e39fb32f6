package io.arapaima.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.arapaima.checkspec.Encoding;
import io.arapaima.checkspec.NamedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Texts of a probe's options as bytes. A server gets the bytes that stand in lvs.cf, whichever encoding that file has, and what it
 * answers is compared with them. For the thread of the probe; on any other, and where no engine asks, it is UTF-8.
 */
public final class OptionText {
    private static final ScopedValue<Encoding> CURRENT = ScopedValue.newInstance();

    private static final char ASCII_END = 0x80;
    private static final char BYTES_END = 0x100;

    private OptionText() {}

    /** A probe that is ready to be run. */
    @FunctionalInterface
    public interface Probing {
        /**
         * Asks.
         *
         * @return what was found out
         * @throws IOException as {@link Check#probe} does
         * @throws InterruptedException as {@link Check#probe} does
         */
        CheckResult ask() throws IOException, InterruptedException;
    }

    /**
     * Runs a probe whose options stand in a file of this encoding. For the engine.
     *
     * @param encoding of the file
     * @param probing the probe
     * @return what the probe returns
     * @throws IOException as the probe does
     * @throws InterruptedException as the probe does
     */
    public static CheckResult within(Encoding encoding, Probing probing) throws IOException, InterruptedException {
        return encoding == encoding() ? probing.ask() : surrounded(ScopedValue.where(CURRENT, encoding), probing);
    }

    /** Runs a probe on this thread, surrounded by values. */
    static CheckResult surrounded(ScopedValue.Carrier around, Probing probing)
            throws IOException, InterruptedException {
        try {
            return around.<CheckResult, Exception>call(probing::ask);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no probe can throw this", e);
        }
    }

    /**
     * What is sent.
     *
     * @param text an option's, or made of options' texts
     * @return the bytes that it has in lvs.cf
     */
    public static byte[] bytes(String text) {
        return encoding().bytes(text);
    }

    /**
     * What an answer that is read byte by byte, as by {@link CheckSocket#readLine}, is compared with.
     *
     * @param text an option's
     * @return the bytes that it has in lvs.cf, each as the character of that number
     */
    public static String raw(String text) {
        return encoding().raw(text);
    }

    /**
     * What people read of an answer that says no encoding.
     *
     * @param raw the answer, each byte as the character of that number
     * @return its text: UTF-8 where it is valid UTF-8, else what was given
     */
    public static String said(String raw) {
        return isRaw(raw) ? said(raw.getBytes(ISO_8859_1)) : raw;
    }

    /**
     * What people read of an answer that says no encoding.
     *
     * @param bytes the answer
     * @return its text: UTF-8 where it is valid UTF-8, else ISO 8859-1
     */
    public static String said(byte[] bytes) {
        return Encoding.of(bytes).text(bytes);
    }

    /**
     * What people read of an answer that says no encoding.
     *
     * @param answer its bytes; all that are left are read
     * @return its text: UTF-8 where it is valid UTF-8, else ISO 8859-1
     */
    public static String said(ByteBuffer answer) {
        byte[] bytes = new byte[answer.remaining()];
        answer.get(bytes);
        return said(bytes);
    }

    /** Whether each character of a text can stand for a byte, and some for more than ASCII. */
    static boolean isRaw(CharSequence text) {
        boolean more = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= BYTES_END) {
                return false;
            }
            more |= c >= ASCII_END;
        }
        return more;
    }

    /**
     * Finds a file that an option names.
     *
     * @param name an option's text
     * @return the file; close it
     * @throws IOException as {@link NamedFile#of} does
     */
    public static NamedFile file(String name) throws IOException {
        return NamedFile.of(name, encoding());
    }

    static Encoding encoding() {
        return CURRENT.isBound() ? CURRENT.get() : Encoding.UTF_8;
    }
}
