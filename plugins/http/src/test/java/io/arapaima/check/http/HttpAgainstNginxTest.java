package io.arapaima.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class HttpAgainstNginxTest {
    private Path directory;
    private Nginx nginx;
    private Asking http;
    private Asking https;

    @BeforeAll
    void startNginx(@TempDir Path directory) throws Exception {
        this.directory = directory;
        nginx = new Nginx(directory);
        http = new Asking(new HttpCheck(), InetAddress.ofLiteral("127.0.0.1"), nginx.plain);
        https = new Asking(new HttpsCheck(), InetAddress.ofLiteral("127.0.0.1"), nginx.tls);
    }

    @AfterAll
    void stopNginx() throws IOException {
        nginx.close();
    }

    @Test
    void thePlainPagePasses() throws Exception {
        assertThat(http.with()).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.text()).isEqualTo("200 OK, body not read");
            assertThat(passed.latency()).isPositive();
            assertThat(passed.metrics()).isEmpty();
        });
    }

    @Test
    void ipv6IsAskedWithBrackets() throws Exception {
        var six = new Asking(new HttpCheck(), InetAddress.ofLiteral("::1"), nginx.plain);
        assertThat(six.with("path", "/told", "body", "\\[\\[::1\\]:" + nginx.plain + "\\]"))
                .isInstanceOf(Passed.class);
    }

    @Test
    void hostHeadersMethodAndBodyArrive() throws Exception {
        assertThat(http.with("path", "/told", "host", "www.example.org", "header", "X-One: 1\\nX-Two:2", "method",
                "POST", "request-body", "a\\nb", "body", "^POST \\[www.example.org\\] \\[1\\] \\[2\\] \\[3\\]"))
                .isInstanceOf(Passed.class);
    }

    @Test
    void theHeadMethodHasNoBodyToWaitFor() throws Exception {
        assertThat(http.with("method", "HEAD")).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/empty")).isInstanceOf(Passed.class);
    }

    @Test
    void theStatusDecides() throws Exception {
        assertThat(http.with("path", "/broken")).isEqualTo(
                new Failed(Reason.CONTENT, "expected status 200-299, got 503 Service Temporarily Unavailable"));
        assertThat(http.with("path", "/broken", "expect-status", "200,500-599")).isInstanceOf(Passed.class);
        assertThat(http.with("expect-status", "503")).isInstanceOf(Failed.class);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        assertThat(http.with("path", "/away")).asInstanceOf(InstanceOfAssertFactories.type(Failed.class))
                .extracting(Failed::text).asString().contains("302");
        assertThat(http.with("path", "/away", "expect-status", "302", "body-not", "It works"))
                .isInstanceOf(Passed.class);
    }

    @Test
    void theBodyIsSearched() throws Exception {
        assertThat(http.with("body", "w[aeiou]rks")).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/umlaut", "body", "^grüße$")).isInstanceOf(Passed.class);
        assertThat(http.with("body", "broken")).isEqualTo(
                new Failed(Reason.CONTENT, "body \"broken\" was not found in the 9 bytes of the body (200 OK)"));
        assertThat(http.with("body-not", "works")).isInstanceOf(Failed.class);
    }

    @Test
    void noMoreOfTheBodyIsReadThanAllowed() throws Exception {
        assertThat(http.with("path", "/big", "body", "the end$")).isInstanceOf(Failed.class);
        assertThat(http.with("path", "/big", "body", "the end$", "max-body", "3000000")).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/big", "max-body", "0")).isInstanceOf(Passed.class);
    }

    @Test
    void chunkedBodiesAreJoined() throws Exception {
        assertThat(http.with("path", "/included.shtml", "host", "www.example.org", "body",
                "\\A(first www.example.org last\n){1000}\\z")).isInstanceOf(Passed.class);
    }

    @Test
    void basicAuthenticationOpensThePrivatePage() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "gretel\n");
        assertThat(http.with("path", "/private", "expect-status", "401")).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/private", "user", "hans", "password", "gretel")).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/private", "user", "hans", "password", "@" + secret)).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/private", "user", "hans", "password", "@" + secret + ".gone"))
                .isInstanceOfSatisfying(Inconclusive.class,
                        result -> assertThat(result.cause()).contains("secret.gone cannot be read"));
    }

    @Test
    void aPatternThatBacktracksForEverIsInconclusiveAtTheDeadline() throws Exception {
        long start = System.nanoTime();
        assertThat(http.within(Duration.ofSeconds(3), "path", "/big", "body", "(?:[0-9]+)+x"))
                .isInstanceOfSatisfying(Inconclusive.class,
                        result -> assertThat(result.cause()).contains("repetitions inside repetitions"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void aPatternThatExhaustsTheStackIsInconclusive() throws Exception {
        assertThat(http.with("path", "/big", "body", "(0|1|2|3|4|5|6|7|8|9)*x", "max-body", "2000000"))
                .isInstanceOfSatisfying(Inconclusive.class,
                        result -> assertThat(result.cause()).contains("nests too deep"));
    }

    @Test
    void httpsTellsTheDaysOfTheCertificateWithoutJudgingIt() throws Exception {
        assertThat(https.with()).isInstanceOfSatisfying(Passed.class, passed -> {
            Metric days = passed.metrics().getFirst();
            assertThat(days.name()).isEqualTo("cert-days");
            assertThat(days.value()).isBetween(397.0, 400.0);
        });
        var expired = new Asking(new HttpsCheck(), https.address(), nginx.tlsExpired);
        assertThat(expired.with()).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics().getFirst().value()).isNegative());
    }

    @Test
    void minDaysFailsAnExpiringCertificate() throws Exception {
        var expiring = new Asking(new HttpsCheck(), https.address(), nginx.tlsExpiring);
        var expired = new Asking(new HttpsCheck(), https.address(), nginx.tlsExpired);
        assertThat(expiring.with("min-days", "3")).isInstanceOf(Passed.class);
        assertThat(expiring.with("min-days", "14")).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.TLS);
            assertThat(failed.text()).matches("the certificate expires in \\d\\.\\d days; at least 14 are required");
        });
        assertThat(expired.with("min-days", "0")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).contains("expired"));
    }

    @Test
    void anotherCertificateThanThePinnedOneFails() throws Exception {
        String here = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded()));
        assertThat(https.with("fingerprint", here)).isInstanceOf(Passed.class);
        assertThat(new Asking(new HttpsCheck(), https.address(), nginx.tlsExpiring).with("fingerprint", here))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(Reason.TLS);
                    assertThat(failed.text()).startsWith("expected a certificate with fingerprint " + here + ", got ");
                });
    }

    private Certificate certificate() throws IOException, CertificateException {
        try (var in = Files.newInputStream(nginx.certificate.certificate())) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void verifyWantsATrustedAuthorityTheRightNameAndAValidDate() throws Exception {
        String ca = nginx.certificate.certificate().toString();
        assertThat(https.with("verify", "1")).asInstanceOf(InstanceOfAssertFactories.type(Failed.class))
                .extracting(Failed::reason).isEqualTo(Reason.TLS);
        assertThat(https.with("verify", "1", "ca-file", ca)).isInstanceOf(Passed.class);
        assertThat(https.with("verify", "1", "ca-file", ca, "host", "www.example.org:8443"))
                .isInstanceOf(Passed.class);
        assertThat(https.with("verify", "1", "ca-file", ca, "host", "www.example.com"))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text()).contains("example.com"));
        var expired = new Asking(new HttpsCheck(), https.address(), nginx.tlsExpired);
        assertThat(expired.with("verify", "1", "ca-file", directory.resolve("expired.crt").toString()))
                .isInstanceOf(Failed.class);
        assertThat(https.with("verify", "1", "ca-file", ca + ".gone")).isInstanceOf(Inconclusive.class);
    }

    @Test
    void theServerNameIsSentInTheHandshake() throws Exception {
        assertThat(https.with("path", "/told", "host", "a.example.org", "body", "\\[a.example.org\\]$"))
                .isInstanceOf(Passed.class);
        assertThat(https.with("path", "/told", "host", "a.example.org", "sni", "b.example.org", "body",
                "\\[a.example.org\\].*\\[b.example.org\\]$")).isInstanceOf(Passed.class);
        assertThat(https.with("path", "/told", "sni", "web", "body", "\\[web\\]$")).isInstanceOf(Passed.class);
        assertThat(https.with("path", "/told", "body", "\\[\\]$")).isInstanceOf(Passed.class);
    }

    @Test
    void aPlainServerIsNoTlsServerAndTheOtherWayRound() throws Exception {
        var wrong = new Asking(new HttpsCheck(), https.address(), nginx.plain);
        assertThat(wrong.with()).asInstanceOf(InstanceOfAssertFactories.type(Failed.class)).extracting(Failed::reason)
                .isEqualTo(Reason.TLS);
        assertThat(new Asking(new HttpCheck(), http.address(), nginx.tls).with()).isInstanceOf(Failed.class);
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(http.with("expect-status", "200-")).isInstanceOf(Inconclusive.class);
        assertThat(http.with("expect-status", "299-200")).as("a range may stand the other way round")
                .isInstanceOf(Passed.class);
        assertThat(http.with("path", "/a b")).isInstanceOf(Inconclusive.class);
        assertThat(http.with("header", "no colon")).isInstanceOf(Inconclusive.class);
        assertThat(http.with("request-body", "x".repeat(40_000))).isInstanceOf(Inconclusive.class);
        assertThat(http.with("header", "X: " + "x".repeat(65_000))).isInstanceOfSatisfying(Inconclusive.class,
                result -> assertThat(result.cause())
                        .matches("the request of .* has 65\\d+ bytes; at most 64512 are sent"));
        assertThat(https.with("sni", "not..a name")).isInstanceOf(Inconclusive.class);
        assertThat(new Asking(new HttpCheck(), http.address(), 0).with()).isInstanceOf(Inconclusive.class);
    }
}
