package io.arapaima.pulse.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that directors share. Each process seals with a key of its own that is derived from it, so that no two ever use
 * one key with one number.
 */
public final class SharedKey {
    private static final int LEAST_BYTES = 16;
    private static final int MOST_BYTES = 4096;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    private static final byte[] KNOWN_TO_ALL = "arapaima heartbeat without a key".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec master;

    private SharedKey(byte[] secret) {
        master = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Guards against accidents, not against anybody. */
    public static SharedKey none() {
        return new SharedKey(KNOWN_TO_ALL);
    }

    static SharedKey of(byte[] secret) {
        return new SharedKey(secret);
    }

    /**
     * Reads a key file.
     *
     * @throws IOException when it cannot be read, others may read it, or it is too short; the message says the cure
     */
    public static SharedKey read(Path file) throws IOException {
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
        open.retainAll(OF_OTHERS);
        if (!open.isEmpty()) {
            throw new IOException("heartbeat_key " + file + " is open to others; write chmod 600 " + file);
        }
        long size = Files.size(file);
        if (size < LEAST_BYTES || size > MOST_BYTES) {
            throw new IOException("heartbeat_key " + file + " has " + size + " bytes, and " + LEAST_BYTES + " to "
                    + MOST_BYTES + " are needed; make one with openssl rand -hex 32 and copy it to the partner");
        }
        return new SharedKey(Files.readString(file, StandardCharsets.ISO_8859_1).strip()
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The key of one process. */
    SecretKeySpec of(long incarnation) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(master);
            return new SecretKeySpec(mac.doFinal(("arapaima heartbeat 1 " + incarnation)
                    .getBytes(StandardCharsets.US_ASCII)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256", e);
        }
    }
}
