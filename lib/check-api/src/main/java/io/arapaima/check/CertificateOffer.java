package io.arapaima.check;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The client's certificate in one handshake. It is shown whomever the server names as authorities, as OpenSSL does, because many
 * name too few; and it is remembered whether the server asked at all.
 */
final class CertificateOffer extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final Optional<ClientCertificate> certificate;
    private volatile boolean wanted;

    CertificateOffer(Optional<ClientCertificate> certificate) {
        this.certificate = certificate;
    }

    /** Whether the server asked for one and there is none. */
    boolean missing() {
        return wanted && certificate.isEmpty();
    }

    /** Whether one was shown. */
    boolean shown() {
        return wanted && certificate.isPresent();
    }

    private @Nullable String chosen(String[] types) {
        wanted = true;
        return certificate.filter(own -> List.of(types).contains(own.key().getAlgorithm())).map(_ -> ALIAS)
                .orElse(null);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chosen(types);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers,
            @Nullable SSLEngine engine) {
        return chosen(types);
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[]{ALIAS};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return certificate.map(own -> own.chain().toArray(X509Certificate[]::new)).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return certificate.map(ClientCertificate::key).orElse(null);
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
