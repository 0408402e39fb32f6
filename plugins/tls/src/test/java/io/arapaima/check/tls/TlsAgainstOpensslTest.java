package io.arapaima.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class TlsAgainstOpensslTest {
    private OpensslServer openssl;
    private Asking tls;

    @BeforeAll
    void startOpenssl(@TempDir Path folder) throws Exception {
        openssl = new OpensslServer(folder, "-alpn", "h2,http/1.1");
        tls = new Asking(new TlsCheck(), openssl.port);
    }

    @AfterAll
    void stopOpenssl() {
        openssl.close();
    }

    private static void assertFailed(CheckResult result, String text) {
        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.TLS);
            assertThat(failed.text()).contains(text);
        });
    }

    private String fingerprint() throws Exception {
        String pem = Files.readString(openssl.certificate.certificate(), StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return HexFormat.ofDelimiter(":").withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    }

    @Test
    void theHandshakeTellsVersionCertificateAndDays() throws Exception {
        assertThat(tls.with("version", "1.3")).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.text()).startsWith("TLSv1.3, TLS_").contains("certificate of CN=www.example.org, ");
            assertThat(passed.metrics().getFirst().value()).isBetween(17.0, 20.0);
        });
    }

    @Test
    void aCertificateThatEndsSoonIsANoticeToWhomeverAsksForIt() throws Exception {
        assertThat(tls.with("warn-days", "30")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.notice()).hasValueSatisfying(notice -> {
                    assertThat(notice.subject()).isEqualTo("certificate");
                    assertThat(notice.text())
                            .matches("it expires in 1[0-9]\\.[0-9] days; the warning was asked for at 30 days");
                }));
        for (String[] options : new String[][]{{"warn-days", "10"}, {}}) {
            assertThat(tls.with(options)).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.notice()).isEmpty());
        }
    }

    @Test
    void theChainIsVerifiedOnRequest() throws Exception {
        String authority = openssl.certificate.certificate().toString();
        assertFailed(tls.with("verify", "1"), "from no authority that is trusted");
        assertThat(tls.with("verify", "1", "ca-file", authority)).isInstanceOf(Passed.class);
        assertFailed(tls.with("verify", "1", "ca-file", authority, "sni", "www.example.com"), "www.example.com");
        assertFailed(tls.with("min-days", "30"), "at least 30 are required");
    }

    @Test
    void oneCertificateAloneMayPass() throws Exception {
        assertThat(tls.with("fingerprint", fingerprint())).isInstanceOf(Passed.class);
        assertThat(tls.with("fingerprint", fingerprint().replace(":", "").toLowerCase(Locale.ROOT)))
                .isInstanceOf(Passed.class);
        assertFailed(tls.with("fingerprint", "00".repeat(32)), "expected a certificate with fingerprint 0000");
        assertThat(tls.with("fingerprint", "00".repeat(32) + "  " + fingerprint())).isInstanceOf(Passed.class);
        assertThat(tls.with("fingerprint", "00")).isInstanceOf(Inconclusive.class);
        assertThat(tls.with("fingerprint", fingerprint() + " 00")).isInstanceOf(Inconclusive.class);
    }

    @Test
    void theApplicationProtocolMustBeAgreedOn() throws Exception {
        assertThat(tls.with("alpn", "h2")).isInstanceOf(Passed.class);
        assertFailed(tls.with("alpn", "imap"), "");
    }

    @Test
    void anOldVersionIsRefused(@TempDir Path folder) throws Exception {
        try (var old = new OpensslServer(folder, "-tls1_2")) {
            var asking = new Asking(new TlsCheck(), old.port);
            assertThat(asking.with()).isInstanceOf(Passed.class);
            assertFailed(asking.with("version", "1.3"), "expected TLSv1.3, got TLSv1.2");
            assertFailed(asking.with("alpn", "h2"), "expected the application protocol h2, got none");
        }
    }
}
