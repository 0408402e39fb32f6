package io.arapaima.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468), in order; what stands between them is passed over.
 *
 * @param option the option that names the file, for messages
 * @param file its path
 * @param blocks what is in it
 */
record PemFile(String option, String file, List<Block> blocks) {
    /** No chain and key are longer; a wrong path to something huge must not be read into memory. */
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern BLOCK = Pattern
            .compile("-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]*(?:-(?!----END)[^-]*)*)-----END \\1-----");

    /**
     * One of them.
     *
     * @param type what stands behind BEGIN
     * @param der the bytes
     * @param encrypted whether a header says that they are under a password
     */
    record Block(String type, ByteBuffer der, boolean encrypted) {
        /** {@return a copy of the bytes} */
        byte[] bytes() {
            byte[] copy = new byte[der.remaining()];
            der.duplicate().get(copy);
            return copy;
        }
    }

    /** Reads a file anew. */
    static PemFile read(String option, String file) throws UndecidedException {
        String text;
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UndecidedException(option + " " + file + " cannot be read (" + FailureWords.of(e)
                    + "); it must exist and be readable by the engine's user");
        } catch (InvalidPathException _) {
            throw new UndecidedException(option + " " + Quoted.of(file) + " is no path of a file");
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(block(option + " " + file, matcher.group(1), matcher.group(2)));
        }
        return new PemFile(option, file, List.copyOf(blocks));
    }

    private static Block block(String file, String type, String contents) throws UndecidedException {
        boolean encrypted = contents.contains("ENCRYPTED");
        String base64 = contents.replaceAll("(?m)^[A-Za-z0-9-]+:.*(?:\\R[ \\t].*)*$", "").replaceAll("\\s", "");
        try {
            return new Block(type, ByteBuffer.wrap(Base64.getDecoder().decode(base64)), encrypted);
        } catch (IllegalArgumentException _) {
            throw new UndecidedException(file + " has a damaged " + type + ": it is no Base64; copy the file anew");
        }
    }

    List<Block> of(String type) {
        return blocks.stream().filter(block -> block.type().equals(type)).toList();
    }

    UndecidedException unusable(String why) {
        return new UndecidedException(option + " " + file + " " + why);
    }
}
