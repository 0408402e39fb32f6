package io.arapaima.check;

import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckResult.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * The client's side of TLS 1.2 or 1.3, on request of older ones too, for {@link CheckSocket#startTls}, with the options that every check over TLS has.
 * The certificate is verified only on request: most real servers carry the name of the virtual service or none. Immutable.
 */
public final class CheckTls {
    private static final System.Logger LOG = System.getLogger("check.tls");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final double SECONDS_PER_DAY = ChronoUnit.DAYS.getDuration().toSeconds();

    private final boolean verify;
    private final String name;
    private final List<SNIServerName> sni;
    private final TrustManager trust;
    private final Optional<Integer> leastDays;
    private final Optional<Integer> warnDays;
    private final CertificatePins pins;
    private final List<String> protocols;
    private final Optional<ClientCertificate> own;
    private final boolean legacy;

    static {
        LegacyTls.permit();
    }

    private CheckTls(Target target, Optional<String> name, TrustManager trust, List<String> protocols)
            throws UndecidedException {
        this.verify = target.options().isSet("verify");
        this.name = name.orElseGet(target.address()::getHostAddress);
        this.sni = name.filter(n -> !ADDRESS.matcher(n).matches()).<SNIServerName>map(SNIHostName::new).stream()
                .toList();
        this.trust = trust;
        // Java accepts an expired certificate that is itself in ca-file; an operator who verifies does not.
        this.leastDays = target.options().find("min-days").map(Integer::valueOf)
                .or(() -> verify ? Optional.of(0) : Optional.empty());
        this.warnDays = target.options().find("warn-days").map(Integer::valueOf);
        this.pins = CertificatePins.of(target.options());
        this.protocols = protocols;
        this.own = ClientCertificate.of(target.options());
        this.legacy = target.options().isSet("tls-legacy");
    }

    /**
     * What a handshake agreed on.
     *
     * @param protocol for example {@code TLSv1.3}
     * @param cipher the cipher suite, under its name in the standard
     * @param application the application protocol (ALPN); empty when none was agreed on
     * @param certificate the server's own certificate
     * @param daysLeft days until that certificate expires; negative when it has
     */
    public record Session(String protocol, String cipher, String application, X509Certificate certificate,
            double daysLeft) {
        String line() {
            return protocol + " " + cipher + (application.isEmpty() ? "" : ", ALPN " + application)
                    + ", certificate of " + certificate.getSubjectX500Principal().getName() + " for "
                    + rounded(daysLeft) + " days more";
        }

        /** {@return the days as a metric, {@code cert-days}} */
        public Metric metric() {
            return new Metric(Metric.CERT_DAYS, daysLeft, "d");
        }
    }

    /**
     * What is demanded of the values of {@link #options}.
     *
     * @return the rules
     */
    public static List<OptionRule> rules() {
        return List.of(OptionRule.needs(ClientCertificate.KEY, ClientCertificate.CERTIFICATE),
                OptionRule.form("fingerprint",
                        "\\s*(?::?[0-9a-fA-F]){64}:*(?:\\s+(?::?[0-9a-fA-F]){64}:*)*\\s*",
                        "must be 64 hexadecimal digits, with or without colons"));
    }

    /**
     * Those, and rules of a check's own.
     *
     * @param own the check's
     * @return all of them
     */
    public static List<OptionRule> rules(OptionRule... own) {
        return Stream.concat(rules().stream(), Stream.of(own)).toList();
    }

    /**
     * The options {@code verify}, {@code ca-file}, {@code sni}, {@code fingerprint}, {@code min-days}, {@code warn-days},
     * {@code cert-file}, {@code key-file} and {@code tls-legacy}.
     *
     * @param unsetSni what it means that sni is unset, to end a sentence with
     * @return the declarations
     */
    public static List<OptionSpec> options(String unsetSni) {
        return List.of(
                OptionSpec.of("verify", OptionSpec.Type.BOOLEAN,
                        "Whether the certificate must be valid for the name in sni" + (unsetSni.startsWith("host")
                                ? " or host"
                                : "") + ", or else for the address.")
                        .withDefault("0"),
                OptionSpec.of("ca-file", OptionSpec.Type.PATH,
                        "PEM file of the authorities that verify trusts; unset means those of the Java runtime."),
                OptionSpec.of("sni", OptionSpec.Type.TEXT,
                        "The server name in the TLS handshake; unset means " + unsetSni + "."),
                OptionSpec.of("fingerprint", OptionSpec.Type.TEXT,
                        "SHA-256 of the one certificate that passes, as openssl x509 -fingerprint -sha256 writes it; several between blanks "
                                + "while it is being renewed.")
                        .withExample("3b8f1c5e7d9a2046f1e3c5b7a9d80264e6c8aab0d2f4061839587a9cbedf0112"),
                OptionSpec.of("min-days", OptionSpec.Type.INTEGER,
                        "Fails when the certificate expires in less than this, whether verify is set or not.")
                        .between(0, 3650, "days"),
                OptionSpec.of("warn-days", OptionSpec.Type.INTEGER,
                        "Says so (lvsctl status, a mail) when the certificate expires in less than this; the server stays up.")
                        .between(0, 3650, "days"),
                OptionSpec.of(ClientCertificate.CERTIFICATE, OptionSpec.Type.PATH,
                        "PEM file of the certificate, and of authorities behind it, that is shown to a server that wants one of its "
                                + "clients."),
                OptionSpec.of(ClientCertificate.KEY, OptionSpec.Type.PATH,
                        "PEM file of its private key, PKCS#8 or PKCS#1, without a password; unset means that it stands in "
                                + "cert_file too."),
                OptionSpec.of("tls-legacy", OptionSpec.Type.BOOLEAN,
                        "Whether servers pass that know only RSA key exchange, 3DES, TLS 1.0 or 1.1, which are broken; of the others "
                                + "nothing changes.")
                        .withDefault("0"));
    }

    /**
     * Options of a check's own, and those behind them.
     *
     * @param unsetSni what it means that sni is unset, to end a sentence with
     * @param own the check's
     * @return all of them
     */
    public static List<OptionSpec> options(String unsetSni, OptionSpec... own) {
        return Stream.concat(Stream.of(own), options(unsetSni).stream()).toList();
    }

    /**
     * Reads those options.
     *
     * @param target whom the handshake will be with, and its options
     * @param otherwise the server's name where {@code sni} is unset; an address is never sent
     * @param protocols application protocols to offer (ALPN); may be none
     * @return the client's side
     * @throws UndecidedException if an option cannot be used, or TLS cannot be set up on this director
     */
    public static CheckTls of(Target target, Optional<String> otherwise, String... protocols)
            throws UndecidedException {
        Options options = target.options();
        Optional<String> name = options.find("sni").or(() -> otherwise);
        try {
            TrustManager trust = !options.isSet("verify")
                    ? Trust.ANYBODY
                    : options.find("ca-file").isPresent()
                            ? Trust.authoritiesIn(options.text("ca-file"))
                            : Trust.RuntimeAuthorities.INSTANCE;
            return new CheckTls(target, name, trust, List.of(protocols));
        } catch (IllegalArgumentException e) {
            throw new UndecidedException(String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new UndecidedException("TLS cannot be set up on this director: " + e.getMessage());
        }
    }

    /**
     * Lets this process speak the old TLS of {@code tls-legacy}, and what says nothing about it only as much as before. For engines:
     * before the first handshake of the process, because Java reads what is forbidden once.
     */
    public static void permitLegacy() {
        LegacyTls.permit();
    }

    /**
     * Makes one greeting for nobody, once in the life of the engine. Call it in the constructor of a check that speaks
     * TLS: the first handshake of a JVM loads a thousand classes, which took 1.4 s on a busy machine. That is more than
     * many a time limit, and no fault of the first server that is asked.
     */
    public static void warmUp() {
        WarmUp.once();
    }

    /** A class is initialised once, whoever comes first. */
    private static final class WarmUp {
        static {
            try {
                var context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[]{Trust.ANYBODY}, null);
                SSLEngine engine = context.createSSLEngine();
                engine.setUseClientMode(true);
                engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
            } catch (GeneralSecurityException | SSLException e) {
                LOG.log(Level.WARNING, "TLS cannot be set up on this director: {0}", e.getMessage());
            }
        }

        private WarmUp() {}

        static void once() {}
    }

    /**
     * What says in words why TLS fails, for one handshake.
     */
    TlsFailure failure() {
        return new TlsFailure(new TlsFailure.CertificateOffer(own), legacy);
    }

    /**
     * Shakes hands.
     *
     * @param offer of our certificate, in this handshake alone
     * @throws EOFException if the server hangs up instead
     */
    SSLSocket handshake(Socket socket, TlsFailure.CertificateOffer offer) throws IOException {
        SSLContext context = context(offer);
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        LegacyTls.offer(parameters, context, legacy);
        parameters.setServerNames(sni);
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        if (verify) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        tls.setSSLParameters(parameters);
        try {
            tls.startHandshake();
        } catch (SSLException e) {
            if (e.getCause() instanceof EOFException) {
                throw (IOException) new EOFException("the server closed the connection in the TLS handshake")
                        .initCause(e);
            }
            throw e;
        }
        return tls;
    }

    /** With a context of its own for every probe: a resumed session would show the certificate of the day before. */
    private SSLContext context(TlsFailure.CertificateOffer offer) throws UndecidedException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{offer}, new TrustManager[]{trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UndecidedException("TLS cannot be set up on this director: " + e.getMessage());
        }
    }

    /** Of the server's own certificate: an authority's older one may be in the chain without harm. */
    Session session(SSLSocket secured) throws IOException {
        var certificate = (X509Certificate) secured.getSession().getPeerCertificates()[0];
        pins.require(certificate);
        double days = Instant.now().until(certificate.getNotAfter().toInstant(), ChronoUnit.SECONDS) / SECONDS_PER_DAY;
        if (leastDays.isPresent() && days < leastDays.get()) {
            String when = days < 0
                    ? "expired " + rounded(-days) + " days ago"
                    : "expires in " + rounded(days) + " days";
            throw new FailedException(Reason.TLS,
                    "the certificate " + when + "; at least " + leastDays.get() + " are required");
        }
        String application = secured.getApplicationProtocol();
        return new Session(secured.getSession().getProtocol(), secured.getSession().getCipherSuite(),
                application == null ? "" : application, certificate, days);
    }

    /** {@return what operators should know of the certificate, where {@code warn-days} is set} */
    Optional<Notice> notice(Session session) {
        double days = session.daysLeft();
        return warnDays.filter(limit -> days < limit).map(limit -> new Notice("certificate",
                (days < 0 ? "it expired " + rounded(-days) + " days ago" : "it expires in " + rounded(days) + " days")
                        + "; the warning was asked for at " + limit + " days"));
    }

    private static String rounded(double days) {
        return String.format(Locale.ROOT, "%.1f", days);
    }
}
