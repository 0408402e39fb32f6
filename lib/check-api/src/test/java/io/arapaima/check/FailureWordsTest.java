package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertPathValidatorException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureWordsTest {
    private static final String CLASS = "(?s).*(?:\\b[A-Za-z]+Exception\\b|\\bjavax?\\.|\\bsun\\.|null).*";
    private static final String PKIX = "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: "
            + "unable to find valid certification path to requested target";

    /** What Java throws where a probe talks to a server or reads a file, with and without a message. */
    static Stream<IOException> failures() {
        return Stream.of(new PortUnreachableException(), new SocketTimeoutException(), new EOFException(),
                new ClosedChannelException(), new ClosedByInterruptException(), new IOException(),
                new NoSuchFileException("/etc/x"), new AccessDeniedException("/etc/x"),
                new FileSystemException("/etc/x", null, "Is a directory"), new FileSystemException("/etc/x"),
                new UnknownHostException("db"), new UnknownHostException(), new ConnectException("Connection refused"),
                new NoRouteToHostException("No route to host"), new SocketException("Connection reset"),
                new SocketException(), new BindException(), new ProtocolException(), new SSLException(PKIX),
                new SSLHandshakeException("(certificate_unknown) " + PKIX),
                new SSLPeerUnverifiedException("peer not authenticated"),
                new SSLException((String) null), new SSLException("java.lang.IllegalStateException"),
                new SSLException("java.net.SocketException: Broken pipe"),
                new IOException(new CertPathValidatorException("validity check failed")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noReasonNamesAClassOfJava(IOException error) {
        assertThat(FailureWords.of(error)).isNotBlank().doesNotMatch(CLASS);
        String text = switch (CheckResult.of(error)) {
            case Failed failed -> failed.text();
            case Inconclusive inconclusive -> inconclusive.cause();
            case CheckResult.Passed _ -> throw new AssertionError("passed");
        };
        assertThat(text).isNotBlank().doesNotMatch(CLASS);
        for (boolean legacy : new boolean[]{true, false}) {
            var failure = new TlsFailure(new TlsFailure.CertificateOffer(Optional.empty()), legacy);
            assertThat(FailureWords.of(failure.inWords(error))).isNotBlank().doesNotMatch(CLASS);
        }
    }

    /** Alerts and messages of Java's own TLS. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (handshake_failure) Received fatal alert: handshake_failure | no cipher suite in common (handshake_failure); if it knows only RSA key exchange, tls_legacy = 1 allows it
            Received fatal alert: protocol_version | no version of TLS that this check offers (protocol_version); if it knows only TLS 1.0 or 1.1, tls_legacy = 1 allows them
            The server selected protocol version TLS10 is not accepted by client preferences [TLS13, TLS12] | no newer version than TLS 1.0; tls_legacy = 1 allows it
            (protocol_version) The server selected protocol version TLS11 is not accepted by client preferences [TLS13] | no newer version than TLS 1.1; tls_legacy = 1 allows it
            Received fatal alert: certificate_required | wants a client certificate; set cert_file and key_file
            Received fatal alert: unrecognized_name | no certificate for the name it was asked for; set sni (unrecognized_name)
            Received fatal alert: no_application_protocol | no application protocol that was offered (no_application_protocol)
            Received fatal alert: user_canceled | ends TLS with the alert user_canceled
            Unsupported or unrecognized SSL message | does not speak TLS here: its answer is no message of TLS
            No subject alternative DNS name matching b.example found. | for another name: No subject alternative DNS name matching b.example found.
            (certificate_unknown) No name matching b.example found | for another name: No name matching b.example found
            Remote host terminated the handshake | closed the connection in the TLS handshake
            """)
    void whatTlsSaysIsSaidInWords(String message, String words) {
        var failure = new TlsFailure(new TlsFailure.CertificateOffer(Optional.empty()), false);
        assertThat(failure.inWords(new SSLHandshakeException(message))).hasMessageEndingWith(words);
        var old = new TlsFailure(new TlsFailure.CertificateOffer(Optional.empty()), true);
        assertThat(old.inWords(new SSLHandshakeException(message)).getMessage()).doesNotContain("tls_legacy");
    }

    /** TLS 1.2 says that a certificate is missing by whatever alert, TLS 1.3 after the handshake, and some just close. */
    @Test
    void whoeverAskedForACertificateAndGotNoneWantsOne() {
        var offer = new TlsFailure.CertificateOffer(Optional.empty());
        assertThat(offer.chooseClientAlias(new String[]{"RSA"}, null, null)).isNull();
        var failure = new TlsFailure(offer, false);
        assertThat(failure.inWords(new SSLHandshakeException("Received fatal alert: handshake_failure")))
                .hasMessage("the server wants a client certificate; set cert_file and key_file");
        for (IOException broken : new IOException[]{new SocketException("Connection reset"), new EOFException(),
                new SocketException("Broken pipe")}) {
            assertThat(CheckResult.of(failure.inWords(broken))).isEqualTo(new Failed(CheckResult.Reason.TLS,
                    "the server asked for a client certificate, got none and closed the connection; set cert_file and "
                            + "key_file"));
        }
    }

    @Test
    void aCertificateOfAnotherKindThanTheServerTakesIsNamed() throws Exception {
        PrivateKey key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
        var offer = new TlsFailure.CertificateOffer(Optional.of(new ClientCertificate(List.of(), key)));
        assertThat(offer.chooseClientAlias(new String[]{"RSA"}, null, null)).isNull();
        assertThat(new TlsFailure(offer, false)
                .inWords(new SSLHandshakeException("Received fatal alert: handshake_failure")))
                .hasMessage(
                        "the server wants a client certificate; set a cert_file that it takes: it takes no key of the kind EC");
        assertThat(offer.chooseClientAlias(new String[]{"RSA", "EC"}, null, null)).isNotNull();
        assertThat(new TlsFailure(offer, false).inWords(new SSLHandshakeException("Received fatal alert: unknown_ca")))
                .hasMessage("the server refuses the certificate of cert_file (unknown_ca)");
    }

    @Test
    void whatAServerSaysIsQuotedAsItCame() {
        assertThat(FailureWords.of(new ProtocolException("expected OK, got \"java.io.IOException: x\"")))
                .isEqualTo("expected OK, got \"java.io.IOException: x\"");
    }
}
