package io.arapaima.check.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The digest that a body must have, to its last byte.
 *
 * @param algorithm as Java calls it
 * @param hex in lower case
 */
record BodyDigest(String algorithm, String hex) {
    private static final int MD5_DIGITS = 32;
    private static final int SHA256_DIGITS = 64;

    static BodyDigest of(String text) {
        String hex = text.toLowerCase(Locale.ROOT);
        boolean digits = hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
        if (!digits || (hex.length() != MD5_DIGITS && hex.length() != SHA256_DIGITS)) {
            throw new IllegalArgumentException("digest \"" + text
                    + "\" is none; write the 32 hex digits that md5sum prints, or the 64 of sha256sum");
        }
        return new BodyDigest(hex.length() == MD5_DIGITS ? "MD5" : "SHA-256", hex);
    }

    /** The digest of a body, a character for each byte. */
    String of(Answer answer) {
        try {
            byte[] body = answer.raw().getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
