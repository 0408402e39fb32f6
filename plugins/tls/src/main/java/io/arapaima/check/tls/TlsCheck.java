package io.arapaima.check.tls;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** The handshake alone: for every protocol inside TLS that has no check of its own. */
@Extension
public final class TlsCheck implements RoutedCheck {
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
                OptionSpec.choice("version", "The least version of TLS that passes.", "1.2", "1.3"),
                OptionSpec.of("alpn", OptionSpec.Type.TEXT,
                        "The application protocol that the server must agree to, for example h2.")))
                .toList();
    }

    @Override
    public List<OptionRule> rules() {
        return CheckTls.rules();
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
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
            return passed;
        }
    }

    private static FailedException failed(String wanted, String came) {
        return new FailedException(Reason.TLS, "expected " + wanted + ", got " + came);
    }
}
