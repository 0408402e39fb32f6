package io.arapaima.ipc;

import io.arapaima.config.LvsConfFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The bytes of lvs.cf as one short word, for messages: compressed, because pulse has little memory. Pure. */
public final class ConfigPacking {
    /** pulse's heap holds some copies of it. */
    private static final int MOST_PACKED = 2 << 20;
    /** A line between daemons has 16 MiB, and there is more in it. */
    private static final int MOST_SAID = 15 << 20;
    private static final int MOST_BYTES = LvsConfFile.MAX_BYTES;

    private ConfigPacking() {}

    /**
     * Packs a file for pulse to carry.
     *
     * @param file its bytes
     * @return the word
     * @throws IOException if even the compressed bytes are too long; the message says what to do
     */
    public static String pack(byte[] file) throws IOException {
        String packed = packWhole(file);
        if (packed.length() > MOST_PACKED) {
            throw new IOException(
                    "lvs.cf has " + file.length + " bytes, " + packed.length() + " when compressed, and "
                            + MOST_PACKED + " can be pushed; copy it with scp and write lvsctl reload there");
        }
        return packed;
    }

    /**
     * Packs a file for a program on the same machine.
     *
     * @param file its bytes
     * @return the word
     * @throws IOException if even the compressed bytes are too long for a message; the message says what to do
     */
    public static String packWhole(byte[] file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(file);
        }
        String packed = Base64.getEncoder().encodeToString(bytes.toByteArray());
        if (packed.length() > MOST_SAID) {
            throw new IOException("lvs.cf has " + file.length + " bytes, " + packed.length() + " when compressed, and "
                    + MOST_SAID + " fit into a message; copy it into its place and write lvsctl reload");
        }
        return packed;
    }

    /**
     * Unpacks what {@link #pack} or {@link #packWhole} made.
     *
     * @param packed the word
     * @return the file's bytes
     * @throws IOException if it is something else, or too long for an lvs.cf
     */
    public static byte[] unpack(String packed) throws IOException {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new IOException("not packed by a hub: " + e.getMessage(), e);
        }
    }
}
