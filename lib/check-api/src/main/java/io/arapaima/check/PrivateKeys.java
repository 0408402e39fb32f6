package io.arapaima.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** Private keys as PEM files have them: PKCS#8, and what OpenSSL wrote before (PKCS#1 of RSA, RFC 5915 of elliptic curves). */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xa0;
    private static final byte[] VERSION = {2, 1, 0};
    /** rsaEncryption with its NULL, and id-ecPublicKey. */
    private static final byte[] RSA = {6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0};
    private static final byte[] EC = {6, 7, 42, (byte) 0x86, 72, (byte) 0xce, 61, 2, 1};

    private PrivateKeys() {}

    /**
     * The first key of a file.
     *
     * @throws UndecidedException if there is none that can be used, with the way to make one
     */
    static PrivateKey in(PemFile file) throws UndecidedException {
        Optional<PemFile.Block> found = file.blocks().stream().filter(each -> each.type().endsWith("PRIVATE KEY"))
                .findFirst();
        if (found.isEmpty()) {
            throw file.unusable("holds no private key; it must be PEM with -----BEGIN PRIVATE KEY-----");
        }
        PemFile.Block block = found.get();
        if (block.encrypted() || block.type().startsWith("ENCRYPTED")) {
            throw file.unusable("holds a private key under a password, which nobody can type here; write it without: "
                    + "openssl pkey -in OLD -out NEW, and let only the engine's user read it");
        }
        return switch (block.type()) {
            case "PRIVATE KEY" -> key(file, block.bytes());
            case "RSA PRIVATE KEY" -> key(file, wrapped(RSA, block.bytes()));
            case "EC PRIVATE KEY" -> key(file, wrapped(joined(EC, curve(file, block.bytes())), block.bytes()));
            default -> throw file.unusable("holds a key of the kind " + block.type()
                    + ", which TLS cannot use; write it as openssl pkey does, -----BEGIN PRIVATE KEY-----");
        };
    }

    private static PrivateKey key(PemFile file, byte[] pkcs8) throws UndecidedException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException _) {
                // of another kind, or damaged
            }
        }
        throw file.unusable("holds a private key that cannot be used; RSA, elliptic curves and Ed25519 can");
    }

    /** The curve stands in the key itself, behind the number. */
    private static byte[] curve(PemFile file, byte[] der) throws UndecidedException {
        try {
            ByteBuffer key = contents(ByteBuffer.wrap(der), SEQUENCE);
            while (key.hasRemaining()) {
                int tag = key.get(key.position()) & 0xff;
                ByteBuffer part = contents(key, tag);
                if (tag == CURVE) {
                    byte[] name = new byte[part.remaining()];
                    part.get(name);
                    return name;
                }
            }
        } catch (RuntimeException _) {
            // said below: its lengths are not those of what is in it
        }
        throw file.unusable("holds a private key without its curve; write it anew with openssl pkey");
    }

    private static ByteBuffer contents(ByteBuffer in, int tag) {
        if ((in.get() & 0xff) != tag) {
            throw new IllegalArgumentException("another element");
        }
        int length = in.get() & 0xff;
        if (length > 0x80) {
            int bytes = length & 0x7f;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | (in.get() & 0xff);
            }
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, joined(VERSION, element(SEQUENCE, algorithm), element(OCTETS, key)));
    }

    private static byte[] element(int tag, byte[] contents) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (contents.length < 0x80) {
            out.write(contents.length);
        } else if (contents.length < 0x100) {
            out.writeBytes(new byte[]{(byte) 0x81, (byte) contents.length});
        } else {
            out.writeBytes(new byte[]{(byte) 0x82, (byte) (contents.length >> 8), (byte) contents.length});
        }
        out.writeBytes(contents);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            out.writeBytes(each);
        }
        return out.toByteArray();
    }
}
