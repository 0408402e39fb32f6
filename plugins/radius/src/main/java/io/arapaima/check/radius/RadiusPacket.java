package io.arapaima.check.radius;

import io.arapaima.check.OptionText;
import io.arapaima.check.UndecidedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request, and what makes an answer one to it. */
final class RadiusPacket {
    static final int ACCESS_REQUEST = 1;
    static final int ACCEPT = 2;
    static final int REJECT = 3;
    /** Accounting-Response: what an accounting port answers to Status-Server (RFC 5997, section 4.2). */
    static final int ACCOUNTING = 5;
    static final int CHALLENGE = 11;
    static final int STATUS_SERVER = 12;
    static final int USER_NAME = 1;
    static final int REPLY_MESSAGE = 18;
    static final int NAS_IDENTIFIER = 32;
    private static final int USER_PASSWORD = 2;
    private static final int MESSAGE_AUTHENTICATOR = 80;
    private static final int HEADER = 20;
    private static final int BLOCK = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;
    private final byte[] authenticator = new byte[BLOCK];
    private final int code;
    private final int number = RANDOM.nextInt(256);
    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();

    RadiusPacket(int code, String secret) {
        this.code = code;
        this.secret = OptionText.bytes(secret);
        RANDOM.nextBytes(authenticator);
    }

    void add(int type, String text) {
        add(type, OptionText.bytes(text));
    }

    private void add(int type, byte[] value) {
        attributes.write(type);
        attributes.write(2 + value.length);
        attributes.writeBytes(value);
    }

    /** Hidden under the secret (RFC 2865, section 5.2). */
    void addPassword(String password) throws IOException {
        byte[] word = OptionText.bytes(password);
        byte[] hidden = Arrays.copyOf(word, Math.max(BLOCK, (word.length + BLOCK - 1) / BLOCK * BLOCK));
        byte[] before = authenticator;
        for (int block = 0; block < hidden.length; block += BLOCK) {
            byte[] mask = md5(secret, before);
            for (int i = 0; i < BLOCK; i++) {
                hidden[block + i] ^= mask[i];
            }
            before = Arrays.copyOfRange(hidden, block, block + BLOCK);
        }
        add(USER_PASSWORD, hidden);
    }

    /** {@return the whole packet, signed (RFC 2869, section 5.14)} */
    byte[] signed() throws IOException {
        // First, as servers want it since the attack called Blast-RADIUS.
        byte[] rest = attributes.toByteArray();
        byte[] packet = ByteBuffer.allocate(HEADER + 18 + rest.length).put((byte) code).put((byte) number)
                .putShort((short) (HEADER + 18 + rest.length)).put(authenticator).put((byte) MESSAGE_AUTHENTICATOR)
                .put((byte) 18).put(new byte[BLOCK]).put(rest).array();
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret, "HmacMD5"));
            System.arraycopy(mac.doFinal(packet), 0, packet, HEADER + 2, BLOCK);
            return packet;
        } catch (GeneralSecurityException e) {
            throw new UndecidedException("HMAC-MD5 is not there on this director: " + e.getMessage());
        }
    }

    /** Whether somebody who knows the secret answered this request. */
    boolean isAnsweredBy(byte[] datagram) {
        if (datagram.length < HEADER || (datagram[1] & 0xff) != number) {
            return false;
        }
        int length = ByteBuffer.wrap(datagram).getShort(2) & 0xffff;
        if (length < HEADER || length > datagram.length) {
            return false;
        }
        byte[] signed = Arrays.copyOf(datagram, length);
        System.arraycopy(authenticator, 0, signed, 4, BLOCK);
        try {
            return MessageDigest.isEqual(md5(signed, secret), Arrays.copyOfRange(datagram, 4, HEADER));
        } catch (UndecidedException _) {
            return false;
        }
    }

    /** {@return the server's words in an answer, or nothing} */
    static String words(byte[] answer) {
        var words = new StringBuilder();
        int at = HEADER;
        while (at + 2 <= answer.length && (answer[at + 1] & 0xff) >= 2
                && at + (answer[at + 1] & 0xff) <= answer.length) {
            int length = answer[at + 1] & 0xff;
            if ((answer[at] & 0xff) == REPLY_MESSAGE) {
                words.append(OptionText.said(ByteBuffer.wrap(answer, at + 2, length - 2)));
            }
            at += length;
        }
        return words.toString();
    }

    static byte[] md5(byte[]... parts) throws UndecidedException {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (byte[] each : parts) {
                digest.update(each);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new UndecidedException("MD5 is not there on this director: " + e.getMessage());
        }
    }
}
