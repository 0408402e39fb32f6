package io.arapaima.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Appliances and Windows 2003: OpenSSL with the key exchange, cipher or version that they alone know. */
class TlsLegacyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -tls1_2 -cipher AES256-GCM-SHA384:AES128-SHA | TLSv1.2, TLS_RSA_WITH_AES_256_GCM_SHA384 | if it knows only RSA key exchange, tls_legacy = 1 allows it
            -tls1_2 -cipher AES128-SHA                   | TLSv1.2, TLS_RSA_WITH_AES_128_CBC_SHA    | if it knows only RSA key exchange, tls_legacy = 1 allows it
            -tls1 -cipher ALL:@SECLEVEL=0                | TLSv1, TLS_ECDHE_RSA_                    | if it knows only TLS 1.0 or 1.1, tls_legacy = 1 allows them
            -tls1_1 -cipher AES128-SHA:@SECLEVEL=0       | TLSv1.1, TLS_RSA_WITH_AES_128_CBC_SHA    | if it knows only TLS 1.0 or 1.1, tls_legacy = 1 allows them
            """)
    void anOldServerPassesOnRequestAlone(String how, String agreed, String reason, @TempDir Path folder)
            throws Exception {
        String openssl = RealServer.program("/usr/bin/openssl", "openssl").toString();
        Process made = new ProcessBuilder(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
                "key.pem",
                "-out", "cert.pem", "-days", "30", "-subj", "/CN=old").directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("made").toFile()).start();
        assertThat(made.waitFor()).isZero();
        int port = RealServer.freePort();
        List<String> command = new ArrayList<>(List.of(openssl, "s_server", "-accept", "127.0.0.1:" + port, "-cert",
                "cert.pem", "-key", "key.pem", "-quiet", "-www"));
        command.addAll(List.of(how.split(" ", -1)));
        try (var server = RealServer.start(folder, command.toArray(String[]::new))) {
            server.awaitPort(port);
            var tls = new Asking(new TlsCheck(), port);
            assertThat(tls.with()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(Reason.TLS);
                assertThat(failed.text()).endsWith(reason);
            });
            assertThat(tls.with("tls-legacy", "1")).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.text()).startsWith(agreed));
            assertThat(tls.with("tls-legacy", "1", "version", "1.3")).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.text()).startsWith("expected TLSv1.3, got TLSv1"));
            assertThat(tls.with()).as("still").isInstanceOf(Failed.class);
        }
    }
}
