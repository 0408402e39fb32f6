package io.arapaima.check;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
}
