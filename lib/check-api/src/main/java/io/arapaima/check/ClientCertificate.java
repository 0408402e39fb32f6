package io.arapaima.check;

import io.arapaima.checkspec.NamedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check shows to a server that wants to know who asks.
 *
 * @param chain its own certificate and those of authorities behind it; at least one
 * @param key of the first
 */
record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
    static final String CERTIFICATE = "cert-file";
    static final String KEY = "key-file";
    private static final byte[] PROOF = "whose key is it?".getBytes(StandardCharsets.US_ASCII);

    /** Copies the chain. */
    ClientCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads the files that the options name, anew: a certificate is renewed without anybody's telling us.
     *
     * @throws UndecidedException if one cannot be used, which says nothing about any server
     */
    static Optional<ClientCertificate> of(Options options) throws UndecidedException {
        Optional<String> file = options.find(CERTIFICATE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        PemFile certificates = PemFile.read(CERTIFICATE, file.get());
        PemFile keys = options.find(KEY).isPresent() ? PemFile.read(KEY, options.text(KEY)) : certificates;
        List<X509Certificate> chain = chain(certificates);
        PrivateKey key = PrivateKeys.in(keys);
        if (!belongs(key, chain.getFirst())) {
            throw keys.unusable("holds a private key that is not the one of the first certificate in " + file.get());
        }
        return Optional.of(new ClientCertificate(chain, key));
    }

    private static List<X509Certificate> chain(PemFile file) throws UndecidedException {
        List<X509Certificate> chain = new ArrayList<>();
        for (PemFile.Block block : file.of("CERTIFICATE")) {
            try {
                chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.bytes())));
            } catch (CertificateException _) {
                throw file.unusable("holds a damaged certificate; copy the file anew");
            }
        }
        if (chain.isEmpty()) {
            throw file.unusable("holds no certificate; it must be PEM with -----BEGIN CERTIFICATE-----");
        }
        return chain;
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance(switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            });
            signature.initSign(key);
            signature.update(PROOF);
            byte[] proof = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROOF);
            return signature.verify(proof);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /**
     * The blocks of a PEM file (RFC 7468), in order; what stands between them is passed over.
     *
     * @param option the option that names the file, for messages
     * @param file its path
     * @param blocks what is in it
     */
    record PemFile(String option, String file, List<Block> blocks) {
        /** No chain and key are longer; a wrong path to something huge must not be read into memory. */
        private static final int MOST_BYTES = 1 << 20;
        private static final Pattern BLOCK = Pattern
                .compile("-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]*(?:-(?!----END)[^-]*)*)-----END \\1-----");

        /**
         * One of them.
         *
         * @param type what stands behind BEGIN
         * @param der the bytes
         * @param encrypted whether a header says that they are under a password
         */
        record Block(String type, ByteBuffer der, boolean encrypted) {
            /** {@return a copy of the bytes} */
            byte[] bytes() {
                byte[] copy = new byte[der.remaining()];
                der.duplicate().get(copy);
                return copy;
            }
        }

        /** Reads a file anew. */
        static PemFile read(String option, String file) throws UndecidedException {
            String text;
            try (NamedFile named = OptionText.file(file); InputStream in = Files.newInputStream(named.path())) {
                text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UndecidedException(option + " " + file + " cannot be read (" + FailureWords.of(e)
                        + "); it must exist and be readable by the engine's user");
            }
            List<Block> blocks = new ArrayList<>();
            Matcher matcher = BLOCK.matcher(text);
            while (matcher.find()) {
                blocks.add(block(option + " " + file, matcher.group(1), matcher.group(2)));
            }
            return new PemFile(option, file, List.copyOf(blocks));
        }

        private static Block block(String file, String type, String contents) throws UndecidedException {
            boolean encrypted = contents.contains("ENCRYPTED");
            String base64 = contents.replaceAll("(?m)^[A-Za-z0-9-]+:.*(?:\\R[ \\t].*)*$", "").replaceAll("\\s", "");
            try {
                return new Block(type, ByteBuffer.wrap(Base64.getDecoder().decode(base64)), encrypted);
            } catch (IllegalArgumentException _) {
                throw new UndecidedException(file + " has a damaged " + type + ": it is no Base64; copy the file anew");
            }
        }

        List<Block> of(String type) {
            return blocks.stream().filter(block -> block.type().equals(type)).toList();
        }

        UndecidedException unusable(String why) {
            return new UndecidedException(option + " " + file + " " + why);
        }
    }

    /** Private keys as PEM files have them: PKCS#8, and what OpenSSL wrote before (PKCS#1 of RSA, RFC 5915 of elliptic curves). */
    static final class PrivateKeys {
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
                throw file
                        .unusable("holds a private key under a password, which nobody can type here; write it without: "
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
}
