package io.arapaima.check;

import io.arapaima.checkspec.NamedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Who judges a server's certificate. */
final class Trust {
    private Trust() {}

    /** Nobody does. Of the extended kind, because Java adds checks of its own to the plain kind. */
    static final X509ExtendedTrustManager ANYBODY = new X509ExtendedTrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    /** The authorities of the Java runtime; reading them takes tens of milliseconds, hence once. */
    static final class RuntimeAuthorities {
        static final TrustManager INSTANCE = load();

        private RuntimeAuthorities() {}

        private static TrustManager load() {
            try {
                return trusting(null);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the Java runtime has no list of certificate authorities", e);
            }
        }
    }

    static TrustManager authoritiesIn(String file) throws GeneralSecurityException {
        try (NamedFile named = OptionText.file(file); InputStream in = Files.newInputStream(named.path())) {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("ca-file " + file + " holds no certificate; it must be PEM");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : found) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            return trusting(store);
        } catch (IOException e) {
            throw new IllegalArgumentException("ca-file " + file + " cannot be read ("
                    + FailureWords.of(e) + "); it must exist and be readable by the engine's user", e);
        }
    }

    private static TrustManager trusting(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers()[0];
    }
}
