package io.arapaima.manager;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The text of lvs.cf as one short word, for pulse to carry: compressed, because pulse has little memory. Pure. */
final class Packing {
    /** pulse's heap holds some copies of it. */
    static final int MOST_PACKED = 2 << 20;
    /** The reader's own limit. */
    private static final int MOST_BYTES = 16 << 20;

    private Packing() {}

    /**
     * Packs a text.
     *
     * @param text one character for each byte of the file
     * @throws IOException if even the compressed text is too long; the message says what to do
     */
    static String pack(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        String packed = Base64.getEncoder().encodeToString(bytes.toByteArray());
        if (packed.length() > MOST_PACKED) {
            throw new IOException(
                    "lvs.cf has " + text.length() + " bytes, " + packed.length() + " when compressed, and "
                            + MOST_PACKED + " can be pushed; copy it with scp and write lvsctl reload there");
        }
        return packed;
    }

    /**
     * Unpacks what {@link #pack} made.
     *
     * @throws IOException if it is something else, or too long for an lvs.cf
     */
    static String unpack(String packed) throws IOException {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("more than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw new IOException("not packed by a hub: " + e.getMessage(), e);
        }
    }
}
