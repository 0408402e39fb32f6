package io.arapaima.check.mysql;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.FailedException;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;

/** How a password is proven without being told. */
final class Passwords {
    static final String NATIVE = "mysql_native_password";
    static final String CACHING = "caching_sha2_password";

    private Passwords() {}

    /**
     * The proof that a plugin wants.
     *
     * @throws FailedException if the server wants a plugin that is not known here
     */
    static byte[] proof(String plugin, String password, byte[] salt) throws IOException {
        byte[] word = password.getBytes(StandardCharsets.UTF_8);
        if (word.length == 0) {
            return new byte[0];
        }
        return switch (plugin) {
            case NATIVE -> {
                byte[] once = hash("SHA-1", word);
                yield xor(once, hash("SHA-1", salt, hash("SHA-1", once)));
            }
            case CACHING -> {
                byte[] once = hash("SHA-256", word);
                yield xor(once, hash("SHA-256", hash("SHA-256", once), salt));
            }
            default -> throw new FailedException(Reason.CONTENT, "the server wants a login by " + plugin
                    + "; give the user " + NATIVE + " or " + CACHING);
        };
    }

    /** The password for a server that does not remember it, hidden under its public key (PEM). */
    static byte[] hidden(String password, byte[] salt, String pem) throws IOException {
        byte[] word = Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8),
                password.getBytes(StandardCharsets.UTF_8).length + 1);
        for (int i = 0; i < word.length; i++) {
            word[i] ^= salt[i % salt.length];
        }
        try {
            byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key)));
            return cipher.doFinal(word);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ProtocolException("the server's public key cannot be used: " + e.getMessage());
        }
    }

    private static byte[] hash(String algorithm, byte[]... parts) throws UndecidedException {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] each : parts) {
                digest.update(each);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new UndecidedException(algorithm + " is not there on this director: " + e.getMessage());
        }
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = one.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= other[i];
        }
        return result;
    }
}
