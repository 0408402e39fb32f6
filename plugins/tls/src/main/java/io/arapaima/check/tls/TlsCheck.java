package io.arapaima.check.tls;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** The handshake alone: for every protocol inside TLS that has no check of its own. */
@Extension
public final class TlsCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public TlsCheck() {
        super("tls",
                "Passes when a TLS handshake succeeds, with the certificate, version and protocol that are wanted.",
                Stream.concat(CheckTls.options("none is sent").stream(), Stream.of(
                        new OptionSpec("version", OptionSpec.Type.CHOICE, "", Optional.empty(), OptionalLong.empty(),
                                OptionalLong.empty(), List.of("1.2", "1.3"),
                                "The least version of TLS that passes; unset means 1.2, or whichever tls_legacy allows."),
                        OptionSpec.of("alpn", OptionSpec.Type.TEXT,
                                "The application protocol that the server must agree to, for example h2.")))
                        .toList(),
                CheckTls.rules());
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        Optional<String> alpn = options.find("alpn");
        CheckTls tls = CheckTls.of(target, Optional.empty(), alpn.stream().toArray(String[]::new));
        try (var session = CheckSession.open(target, deadline, Encryption.NONE, tls)) {
            CheckTls.Session agreed = session.startTls();
            var passed = session.passed(String.format(Locale.ROOT, "%s, %s, certificate of %s, %.1f days left",
                    agreed.protocol(), agreed.cipher(), agreed.certificate().getSubjectX500Principal().getName(),
                    agreed.daysLeft()));
            Optional<String> least = options.find("version").map(version -> "TLSv" + version);
            if (least.isPresent() && agreed.protocol().compareTo(least.get()) < 0) {
                throw failed(least.get(), agreed.protocol());
            }
            if (alpn.isPresent() && !alpn.get().equals(agreed.application())) {
                throw failed("the application protocol " + alpn.get(),
                        agreed.application().isEmpty() ? "none" : agreed.application());
            }
            return passed;
        }
    }

    private static FailedException failed(String wanted, String came) {
        return new FailedException(Reason.TLS, "expected " + wanted + ", got " + came);
    }
}
