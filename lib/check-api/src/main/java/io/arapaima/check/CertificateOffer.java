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
    private volatile boolean given;

    CertificateOffer(Optional<ClientCertificate> certificate) {
        this.certificate = certificate;
    }

    /** Whether the server asked for one and got none. */
    boolean missing() {
        return wanted && !given;
    }

    /** Whether one was shown. */
    boolean shown() {
        return given;
    }

    /** What to do about one that is missing. */
    String advice() {
        return certificate
                .map(own -> "set a cert_file that it takes: it takes no key of the kind " + own.key().getAlgorithm())
                .orElse("set cert_file and key_file");
    }

    /** A server may be asked for one kind of key after the other. */
    private @Nullable String chosen(String[] types) {
        wanted = true;
        if (certificate.filter(own -> List.of(types).contains(own.key().getAlgorithm())).isEmpty()) {
            return null;
        }
        given = true;
        return ALIAS;
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
