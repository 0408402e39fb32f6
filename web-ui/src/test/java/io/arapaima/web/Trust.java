package io.arapaima.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificate that the web UI has made, as a client believes it. */
final class Trust {
    private Trust() {}

    /** {@return what a client needs that believes this certificate and no other} */
    static SSLContext in(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        String pem = Files.readString(certificate, StandardCharsets.US_ASCII);
        try (InputStream in = new ByteArrayInputStream(
                pem.substring(0, pem.indexOf("-----BEGIN PRIVATE")).getBytes(StandardCharsets.US_ASCII))) {
            store.setCertificateEntry("web", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
