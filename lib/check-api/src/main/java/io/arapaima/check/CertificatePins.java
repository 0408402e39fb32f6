package io.arapaima.check;

import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * The certificates that alone pass.
 *
 * @param digests SHA-256 of each, in hex; empty = any certificate passes
 */
record CertificatePins(List<String> digests) {
    private static final int DIGITS_OF_SHA_256 = 64;

    /** Reads the option {@code fingerprint}. */
    static CertificatePins of(Options options) throws UndecidedException {
        List<String> digests = new ArrayList<>();
        var words = new StringTokenizer(options.find("fingerprint").orElse(""));
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            String digits = word.replace(":", "").toLowerCase(Locale.ROOT);
            if (digits.length() != DIGITS_OF_SHA_256 || !digits.matches("[0-9a-f]+")) {
                throw new UndecidedException("fingerprint \"" + word + "\" must be " + DIGITS_OF_SHA_256
                        + " hexadecimal digits, with or without colons");
            }
            digests.add(digits);
        }
        return new CertificatePins(List.copyOf(digests));
    }

    void require(X509Certificate certificate) throws IOException {
        if (!digests.isEmpty() && !digests.contains(fingerprint(certificate))) {
            throw new FailedException(Reason.TLS, "expected a certificate with fingerprint "
                    + String.join(" or ", digests) + ", got " + fingerprint(certificate));
        }
    }

    private static String fingerprint(X509Certificate certificate) throws UndecidedException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new UndecidedException("SHA-256 cannot be computed on this director: " + e.getMessage());
        }
    }
}
