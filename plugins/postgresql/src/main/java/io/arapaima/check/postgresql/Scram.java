package io.arapaima.check.postgresql;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import io.arapaima.check.Quoted;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM-SHA-256 without channel binding (RFC 5802, 7677): the server must know the password too. */
final class Scram {
    static final String MECHANISM = "SCRAM-SHA-256";
    /** The server's default is 4096; a hostile one could keep the processor busy for hours. */
    private static final int MOST_ITERATIONS = 100_000;
    private static final Pattern SERVER_FIRST = Pattern
            .compile("r=([!-+\\--~]{1,200}),s=([A-Za-z0-9+/=]{4,200}),i=([1-9][0-9]{0,6})(?:,.*)?");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Blanks that are none of ASCII, and what is mapped to nothing (RFC 3454, C.1.2 and B.1). */
    private static final Pattern BLANKS = Pattern
            .compile("[\\x{a0}\\x{1680}\\x{2000}-\\x{200b}\\x{202f}\\x{205f}\\x{3000}]");
    private static final Pattern NOTHING = Pattern
            .compile(
                    "[\\x{ad}\\x{34f}\\x{1806}\\x{180b}-\\x{180d}\\x{200c}\\x{200d}\\x{2060}\\x{fe00}-\\x{fe0f}\\x{feff}]");

    private final String password;
    private final String nonce;
    private final String first;
    private byte[] serverSignature = {};

    Scram(String password) {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        this.password = password;
        this.nonce = Base64.getEncoder().encodeToString(random);
        this.first = "n=,r=" + nonce;
    }

    String clientFirst() {
        return "n,," + first;
    }

    /** {@return our proof, as the answer to the server's challenge} */
    String clientFinal(String challenge) throws IOException {
        Matcher matcher = SERVER_FIRST.matcher(challenge);
        if (!matcher.matches() || !matcher.group(1).startsWith(nonce)) {
            throw new ProtocolException("expected a challenge of SCRAM with our nonce, got " + Quoted.of(challenge));
        }
        int iterations = Integer.parseInt(matcher.group(3));
        if (iterations > MOST_ITERATIONS) {
            throw new FailedException(Reason.CONTENT, "the server wants " + iterations
                    + " iterations of the password's hash; at most " + MOST_ITERATIONS + " are made");
        }
        String bare = "c=biws,r=" + matcher.group(1);
        byte[] all = bytes(first + "," + challenge + "," + bare);
        try {
            byte[] salt = Base64.getDecoder().decode(matcher.group(2));
            byte[] salted = salted(prepared(password), salt, iterations);
            byte[] clientKey = mac(salted, bytes("Client Key"));
            byte[] proof = mac(MessageDigest.getInstance("SHA-256").digest(clientKey), all);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= clientKey[i];
            }
            serverSignature = mac(mac(salted, bytes("Server Key")), all);
            return bare + ",p=" + Base64.getEncoder().encodeToString(proof);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ProtocolException("the challenge of SCRAM cannot be answered: " + e.getMessage());
        }
    }

    /** The server proves that it knows the password. */
    void verify(String last) throws FailedException {
        String wanted = "v=" + Base64.getEncoder().encodeToString(serverSignature);
        if (!wanted.equals(last)) {
            throw new FailedException(Reason.CONTENT,
                    "the server does not prove that it knows the user's password; it may be somebody else");
        }
    }

    /** As the server prepares it (RFC 4013): one form of each letter. What is no UTF-8 both leave alone. */
    private static byte[] prepared(String password) {
        byte[] bytes = OptionText.bytes(password);
        String text = OptionText.said(bytes);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                ? bytes(Normalizer.normalize(BLANKS.matcher(NOTHING.matcher(text).replaceAll("")).replaceAll(" "),
                        Normalizer.Form.NFKC))
                : bytes;
    }

    /** PBKDF2 (RFC 8018, section 5.2), whose first block is enough; Java's own takes letters alone for a password. */
    private static byte[] salted(byte[] password, byte[] salt, int iterations) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(password, "HmacSHA256"));
        mac.update(salt);
        byte[] round = mac.doFinal(new byte[]{0, 0, 0, 1});
        byte[] all = round.clone();
        for (int i = 1; i < iterations; i++) {
            round = mac.doFinal(round);
            for (int j = 0; j < all.length; j++) {
                all[j] ^= round[j];
            }
        }
        return all;
    }

    private static byte[] mac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
