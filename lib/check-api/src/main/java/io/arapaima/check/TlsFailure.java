package io.arapaima.check;

import io.arapaima.check.CheckResult.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Why TLS with one server failed, in words for operators: Java names its own classes and the alerts of the standard (RFC 8446,
 * section 6.2).
 *
 * @param offer the client's certificate in this handshake
 * @param legacy whether old TLS was offered too
 */
record TlsFailure(CertificateOffer offer, boolean legacy) {
    private static final Pattern ALERT = Pattern
            .compile("Received fatal alert: (\\w+)|\\((\\w+)\\) Received fatal alert.*");
    private static final Pattern VERSION = Pattern
            .compile(".*(?:selected protocol version|Server chose) (\\w+(?:\\.\\w+)?).*");

    /** What an exception of the handshake, or of the connection after it, means; others than TLS' own stay as they are. */
    IOException inWords(IOException e) {
        if (e instanceof FailedException || e instanceof UndecidedException) {
            return e;
        }
        boolean broken = e instanceof EOFException || (e instanceof SocketException && says(e, "reset", "broken pipe"));
        if (broken && offer.missing()) {
            return new FailedException(Reason.TLS,
                    "the server asked for a client certificate, got none and closed the connection; " + offer.advice());
        }
        if (e instanceof EOFException && !legacy) {
            return (IOException) new EOFException(FailureWords.of(e)
                    + "; some that know only RSA key exchange or TLS 1.0 do so, which tls_legacy = 1 allows")
                    .initCause(e);
        }
        return e instanceof SSLException tls ? new SSLException(words(tls), e) : e;
    }

    private String words(SSLException e) {
        String text = String.valueOf(e.getMessage());
        Matcher alert = ALERT.matcher(text);
        if (alert.matches()) {
            return alert(alert.group(1) == null ? alert.group(2) : alert.group(1));
        }
        Matcher version = VERSION.matcher(text);
        if (version.matches()) {
            return "the server speaks no newer version than "
                    + version.group(1).replaceFirst("TLSv?1?(\\d)$", "TLS 1.$1")
                    + hint("; tls_legacy = 1 allows it");
        }
        if (says(e, "unrecognized ssl message", "not an ssl", "unsupported record version")) {
            return "the server does not speak TLS here: its answer is no message of TLS";
        }
        if (says(e, "subject alternative", "no name matching")) {
            return "the certificate is for another name: " + FailureWords.of(e).replaceFirst("^\\(\\w+\\) ", "");
        }
        if (says(e, "pkix", "certification path", "validity check failed", "notafter", "notbefore")) {
            return path(e);
        }
        if (says(e, "terminated the handshake")) {
            return "the server closed the connection in the TLS handshake";
        }
        return FailureWords.of(e).replaceFirst("^\\(\\w+\\) ", "");
    }

    private String alert(String name) {
        if (offer.missing() && !name.equals("protocol_version")) {
            return "the server wants a client certificate; " + offer.advice();
        }
        return switch (name) {
            case "certificate_required" -> "the server wants a client certificate; " + offer.advice();
            case "bad_certificate", "unsupported_certificate", "certificate_revoked", "certificate_expired",
                    "certificate_unknown", "unknown_ca", "access_denied", "decrypt_error" ->
                (offer.shown() ? "the server refuses the certificate of cert_file (" : "the server refuses us (") + name
                        + ")";
            case "handshake_failure", "insufficient_security" ->
                "the server and this check have no cipher suite in common (" + name + ")"
                        + hint("; if it knows only RSA key exchange, tls_legacy = 1 allows it");
            case "protocol_version" -> "the server speaks no version of TLS that this check offers (" + name + ")"
                    + hint("; if it knows only TLS 1.0 or 1.1, tls_legacy = 1 allows them");
            case "unrecognized_name" ->
                "the server has no certificate for the name it was asked for; set sni (" + name + ")";
            case "no_application_protocol" ->
                "the server agrees to no application protocol that was offered (" + name + ")";
            case "internal_error" -> "the server has an error of its own (" + name + ")";
            default -> "the server ends TLS with the alert " + name;
        };
    }

    private String hint(String words) {
        return legacy ? "" : words;
    }

    private static String path(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof CertificateExpiredException
                    || (each instanceof CertPathValidatorException path && path.getReason() == BasicReason.EXPIRED)) {
                return "the certificate, or one of an authority behind it, has expired";
            }
            if (each instanceof CertificateNotYetValidException
                    || (each instanceof CertPathValidatorException path
                            && path.getReason() == BasicReason.NOT_YET_VALID)) {
                return "the certificate, or one of an authority behind it, is not valid yet";
            }
            if (each instanceof CertPathValidatorException path
                    && path.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
                return "the certificate, or one of an authority behind it, has a key or signature that is too weak";
            }
        }
        return "the certificate is from no authority that is trusted; ca_file names others than Java's";
    }

    private static boolean says(Throwable e, String... any) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        for (String each : any) {
            if (text.contains(each)) {
                return true;
            }
        }
        return false;
    }

    /** What is received in TLS; with TLS 1.3 a server says after the handshake that it misses the client's certificate. */
    InputStream watched(InputStream secured) {
        return new InputStream() {
            private boolean answered;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count;
                try {
                    count = secured.read(bytes, offset, length);
                } catch (IOException e) {
                    throw e instanceof EOFException ? e : inWords(e);
                }
                if (count < 0 && !answered && offer.missing()) {
                    throw inWords(new EOFException());
                }
                answered |= count > 0;
                return count;
            }

            @Override
            public int available() throws IOException {
                return secured.available();
            }
        };
    }

    /**
     * The client's certificate in one handshake. It is shown whomever the server names as authorities, as OpenSSL does, because many
     * name too few; and it is remembered whether the server asked at all.
     */
    static final class CertificateOffer extends X509ExtendedKeyManager {
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
                    .map(own -> "set a cert_file that it takes: it takes no key of the kind "
                            + own.key().getAlgorithm())
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
        public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers,
                @Nullable Socket socket) {
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
        public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers,
                @Nullable Socket socket) {
            return null;
        }
    }
}
