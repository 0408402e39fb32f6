package io.arapaima.check.tls;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** The handshake alone: for every protocol inside TLS that has no check of its own. */
@Extension
public final class TlsCheck implements RoutedCheck {
    private static final int DIGITS_OF_SHA_256 = 64;

    /** Creates the check and gets TLS ready; PF4J calls this. */
    public TlsCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public String sentence() {
        return "Passes when a TLS handshake succeeds, with the certificate, version and protocol that are wanted.";
    }

    @Override
    public List<OptionSpec> options() {
        return Stream.concat(CheckTls.options("none is sent").stream(), Stream.of(
                OptionSpec.of("fingerprint", OptionSpec.Type.TEXT,
                        "SHA-256 of the one certificate that passes, as openssl x509 -fingerprint -sha256 writes it."),
                OptionSpec.choice("version", "The least version of TLS that passes.", "1.2", "1.3"),
                OptionSpec.of("alpn", OptionSpec.Type.TEXT,
                        "The application protocol that the server must agree to, for example h2.")))
                .toList();
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        Optional<String> pin = pin(options);
        Optional<String> alpn = options.find("alpn");
        CheckTls tls = CheckTls.of(target, Optional.empty(), alpn.stream().toArray(String[]::new));
        try (var connection = CheckSocket.connect(target, deadline)) {
            CheckTls.Session session = connection.startTls(tls);
            var passed = new Passed(connection.elapsed(),
                    String.format(Locale.ROOT, "%s, %s, certificate of %s, %.1f days left", session.protocol(),
                            session.cipher(), session.certificate().getSubjectX500Principal().getName(),
                            session.daysLeft()),
                    List.of(session.metric()));
            String least = "TLSv" + options.text("version");
            if (session.protocol().compareTo(least) < 0) {
                throw failed(least, session.protocol());
            }
            if (alpn.isPresent() && !alpn.get().equals(session.application())) {
                throw failed("the application protocol " + alpn.get(),
                        session.application().isEmpty() ? "none" : session.application());
            }
            if (pin.isPresent() && !pin.get().equals(fingerprint(session.certificate()))) {
                throw failed("a certificate with fingerprint " + pin.get(), fingerprint(session.certificate()));
            }
            return passed;
        }
    }

    private static FailedException failed(String wanted, String came) {
        return new FailedException(Reason.TLS, "expected " + wanted + ", got " + came);
    }

    private static Optional<String> pin(Options options) throws UndecidedException {
        Optional<String> pin = options.find("fingerprint").map(text -> text.replace(":", "").toLowerCase(Locale.ROOT));
        if (pin.isPresent() && !(pin.get().length() == DIGITS_OF_SHA_256 && pin.get().matches("[0-9a-f]+"))) {
            throw new UndecidedException("fingerprint \"" + options.text("fingerprint") + "\" must be "
                    + DIGITS_OF_SHA_256 + " hexadecimal digits, with or without colons");
        }
        return pin;
    }

    private static String fingerprint(X509Certificate certificate) throws UndecidedException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new UndecidedException("SHA-256 cannot be computed on this director: " + e.getMessage());
        }
    }
}
