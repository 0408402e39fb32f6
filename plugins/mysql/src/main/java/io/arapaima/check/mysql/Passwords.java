package io.arapaima.check.mysql;

import io.arapaima.check.OptionText;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;

/** How a password is proven without being told. */
final class Passwords {
    static final String NATIVE = "mysql_native_password";
    static final String CACHING = "caching_sha2_password";
    static final String SHA256 = "sha256_password";
    static final String ED25519 = "client_ed25519";
    /** Of servers before 4.1; only its end of a packet has a name. */
    static final String OLD = "mysql_old_password";
    private static final String CLEAR = "mysql_clear_password";
    private static final List<String> KNOWN = List.of(NATIVE, CACHING, SHA256, ED25519, CLEAR);
    private static final byte[] KEY_PLEASE = {1};

    private Passwords() {}

    /**
     * The proof that a plugin wants.
     *
     * @throws UndecidedException if the server wants a plugin that is not known here, which is no fault of its own
     */
    static byte[] proof(String plugin, String password, byte[] salt, boolean tls) throws IOException {
        byte[] word = OptionText.bytes(password);
        if (word.length == 0 && KNOWN.contains(plugin)) {
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
            case ED25519 -> Ed25519.signature(password, salt);
            case SHA256 -> tls ? clear(word) : KEY_PLEASE;
            case CLEAR -> {
                if (!tls) {
                    throw new UndecidedException(
                            "the server wants the password in clear text, which is told over TLS alone; "
                                    + "set mysql_tls = 1");
                }
                yield clear(word);
            }
            default ->
                throw new UndecidedException("the server wants a login by " + plugin + ", which this check does not "
                        + "know; give its user " + NATIVE + ", " + CACHING + " or ed25519");
        };
    }

    private static byte[] clear(byte[] word) {
        return Arrays.copyOf(word, word.length + 1);
    }

    /** The password for a server that does not remember it, hidden under its public key (PEM). */
    static byte[] hidden(String password, byte[] salt, String pem) throws IOException {
        byte[] word = Arrays.copyOf(OptionText.bytes(password),
                OptionText.bytes(password).length + 1);
        for (int i = 0; i < word.length; i++) {
            word[i] ^= salt[i % salt.length];
        }
        try {
            byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key)));
            return cipher.doFinal(word);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new ProtocolException("the server's public key cannot be used: it is no RSA key in PEM");
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
