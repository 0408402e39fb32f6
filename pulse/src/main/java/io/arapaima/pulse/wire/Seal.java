package io.arapaima.pulse.wire;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The envelope of every packet of one path: AES-256-GCM under the sender's own key, a counter as nonce. The clear part is
 * authenticated too: magic, version, kind, path, incarnation and counter of the sender, incarnation of the addressee.
 * Thread-safe.
 */
public final class Seal {
    static final int HEAD = 32;
    static final int TAG = 16;
    private static final short MAGIC = 0x4148;
    private static final byte VERSION = 1;

    private final SharedKey shared;
    private final long incarnation;
    private final int path;
    private final SecretKeySpec own;
    private final AtomicLong counter = new AtomicLong();
    /** Finding a cipher costs more than using it. */
    private final Cipher sealing = cipher();
    private final Cipher opening = cipher();

    /**
     * The clear part.
     *
     * @param greeting whether it carries nothing, and only proves who is alive
     * @param from incarnation of the sender
     * @param number of the packet
     * @param to incarnation of the addressee, as the sender knows it; 0 = not yet
     */
    record Head(boolean greeting, long from, long number, long to) {}

    /**
     * @param path number of the path, different for each path of a process
     */
    public Seal(SharedKey shared, long incarnation, int path) {
        this.shared = shared;
        this.incarnation = incarnation;
        this.path = path;
        this.own = shared.of(incarnation);
    }

    byte[] close(boolean greeting, long to, byte[] data, int offset, int length) {
        long number = counter.incrementAndGet();
        byte[] packet = new byte[HEAD + length + TAG];
        ByteBuffer.wrap(packet).putShort(MAGIC).put(VERSION).put((byte) (greeting ? 1 : 0)).putInt(path)
                .putLong(incarnation).putLong(number).putLong(to);
        try {
            synchronized (sealing) {
                prepare(sealing, Cipher.ENCRYPT_MODE, own, packet, 0);
                sealing.doFinal(data, offset, length, packet, HEAD);
            }
            return packet;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES/GCM", e);
        }
    }

    /** Empty when it cannot be one of ours; nothing is proven yet. */
    static Optional<Head> head(byte[] packet, int offset, int length) {
        if (length < HEAD + TAG) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(packet, offset, length);
        if (in.getShort() != MAGIC || in.get() != VERSION) {
            return Optional.empty();
        }
        boolean greeting = in.get() == 1;
        in.getInt();
        return Optional.of(new Head(greeting, in.getLong(), in.getLong(), in.getLong()));
    }

    /** Empty when it was not sealed with the shared key. */
    Optional<byte[]> open(SecretKeySpec sender, byte[] packet, int offset, int length) {
        try {
            synchronized (opening) {
                prepare(opening, Cipher.DECRYPT_MODE, sender, packet, offset);
                return Optional.of(opening.doFinal(packet, offset + HEAD, length - HEAD));
            }
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    SecretKeySpec keyOf(long sender) {
        return shared.of(sender);
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES/GCM", e);
        }
    }

    private static void prepare(Cipher cipher, int mode, SecretKeySpec key, byte[] packet, int offset)
            throws GeneralSecurityException {
        ByteBuffer nonce = ByteBuffer.allocate(12).put(packet, offset + 4, 4).put(packet, offset + 16, 8);
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce.array()));
        cipher.updateAAD(packet, offset, HEAD);
    }
}
