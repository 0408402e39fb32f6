package io.arapaima.web.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id of passwords, as PHC strings: {@code $argon2id$v=19$m=7168,t=5,p=1$salt$hash}. Each hash takes 7 MiB and some 70 ms of
 * processor time; two at most are made at once, so that guessing cannot use up the machine. Thread-safe.
 */
public final class Passwords {
    /** Shorter ones are guessed. */
    public static final int LEAST = 8;
    /** Longer ones only cost time. */
    public static final int MOST = 200;
    private static final int MEMORY_KIB = 7 << 10;
    private static final int ROUNDS = 5;
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;
    private static final Pattern PHC = Pattern
            .compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([\\w+/]{8,64})\\$([\\w+/]{22,86})");
    /** Of nothing that anybody types; compared with where there is no such user, so that both take the same time. */
    private static final String NOBODYS = "$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /** Too many want to sign in at once. */
    public static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("too many sign-ins at once");
        }
    }

    /**
     * Hashes a new password.
     *
     * @param password what was typed
     * @return a PHC string
     * @throws BusyException when others are being hashed for too long
     */
    public String hash(String password) throws BusyException {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ROUNDS + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(argon2(password, salt, MEMORY_KIB, ROUNDS, HASH));
    }

    /**
     * Compares, in the same time whether it is right or not.
     *
     * @param password what was typed
     * @param phc the hash of the right one; empty = there is no such user, and the time is spent all the same
     * @return whether it is the right one
     * @throws BusyException when others are being hashed for too long
     */
    public boolean matches(String password, String phc) throws BusyException {
        Matcher parts = PHC.matcher(phc.isEmpty() ? NOBODYS : phc);
        if (!parts.matches() || password.length() > MOST) {
            return false;
        }
        byte[] wanted = Base64.getDecoder().decode(parts.group(4));
        byte[] given = argon2(password, Base64.getDecoder().decode(parts.group(3)), Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)), wanted.length);
        return MessageDigest.isEqual(wanted, given) && !phc.isEmpty();
    }

    private byte[] argon2(String password, byte[] salt, int memoryKib, int rounds, int length) throws BusyException {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13).withIterations(rounds).withMemoryAsKB(memoryKib)
                    .withParallelism(1).withSalt(salt).build());
            byte[] hash = new byte[length];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            places.release();
        }
    }

    /**
     * Whether a password may be set.
     *
     * @param user whose
     * @param password which
     * @return what is wrong with it; empty = nothing
     */
    public static String fault(String user, String password) {
        if (password.length() < LEAST || password.length() > MOST) {
            return "a password has " + LEAST + " to " + MOST + " characters";
        }
        return password.equalsIgnoreCase(user) || password.chars().distinct().count() < 4
                ? "a password is neither the user's name nor one character again and again"
                : "";
    }
}
