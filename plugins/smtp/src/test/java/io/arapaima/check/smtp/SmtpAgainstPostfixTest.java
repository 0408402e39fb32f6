package io.arapaima.check.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** Against a mail server that is one: Postfix, and root, which its master needs. */
@TestInstance(Lifecycle.PER_CLASS)
class SmtpAgainstPostfixTest {
    private static final String[] LOGIN = {"user", "hans", "password", "gretel"};

    private @Nullable PostfixServer postfix;
    private Asking smtp = new Asking(new SmtpCheck(), 1);
    private Asking submission = smtp;
    private Asking overTls = smtp;
    private String authority = "";

    @BeforeAll
    void startPostfix(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "the master of Postfix runs as root only");
        var server = new PostfixServer(folder);
        postfix = server;
        smtp = new Asking(new SmtpCheck(), server.plain);
        submission = new Asking(new SubmissionCheck(), server.plain);
        overTls = new Asking(new SubmissionCheck(), server.tls);
        authority = server.certificate.certificate().toString();
    }

    @AfterAll
    void stopPostfix() throws IOException {
        if (postfix != null) {
            postfix.close();
        }
    }

    private static String text(CheckResult result) {
        return result instanceof Failed failed ? failed.reason() + " " + failed.text() : result.toString();
    }

    @Test
    void aGreetingAndEhloAreEnough() throws Exception {
        assertThat(smtp.with("greeting", "^mx\\.example\\.org ESMTP")).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.text()).isEqualTo("220 mx.example.org ESMTP Postfix");
            assertThat(passed.metrics()).isEmpty();
        });
    }

    @Test
    void theAddressesOfAMailAreTakenOrNot() throws Exception {
        assertThat(smtp.with("from", "lvs@example.org", "to", "ops@example.org")).isInstanceOf(Passed.class);
        assertThat(smtp.with("from", "")).isInstanceOf(Passed.class);
        assertThat(text(smtp.with("from", "lvs@example.org", "to", "nobody@example.org")))
                .startsWith(Reason.CONTENT + " expected 2xx to RCPT TO:<nobody@example.org>, got 550 5.1.1")
                .contains("User unknown");
    }

    @Test
    void submissionGoesOverToTlsAndLogsIn() throws Exception {
        assertThat(submission.with()).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.metrics().getFirst().name()).isEqualTo("cert-days");
            assertThat(passed.metrics().getFirst().value()).isBetween(17.0, 20.0);
        });
        assertThat(submission.with(LOGIN)).isInstanceOf(Passed.class);
        assertThat(text(submission.with("user", "hans", "password", "hansel")))
                .startsWith(Reason.CONTENT + " expected 2xx to the login of hans, got 535 5.7.8");
        assertThat(text(submission.with("tls", "none", "user", "hans", "password", "gretel")))
                .contains("the server offers no login without encryption; set tls = starttls");
    }

    @Test
    void theCertificateIsVerifiedOnRequest() throws Exception {
        assertThat(text(submission.with("verify", "1"))).startsWith(Reason.TLS.toString());
        assertThat(submission.with("verify", "1", "ca-file", authority)).isInstanceOf(Passed.class);
        assertThat(submission.with("verify", "1", "ca-file", authority, "sni", "www.example.org"))
                .isInstanceOf(Passed.class);
        assertThat(text(submission.with("min-days", "30"))).contains("at least 30 are required");
    }

    @Test
    void tlsFromTheFirstByte() throws Exception {
        assertThat(overTls.with("tls", "tls", "user", "hans", "password", "gretel")).isInstanceOf(Passed.class);
        assertThat(smtp.with("tls", "tls")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.TLS));
    }
}
