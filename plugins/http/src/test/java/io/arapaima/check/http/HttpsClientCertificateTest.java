package io.arapaima.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL as a server that serves its own clients alone. */
class HttpsClientCertificateTest {
    private static final String OPENSSL = RealServer.program("/usr/bin/openssl", "openssl").toString();
    private static final String WANTS = "the server (wants a client certificate|asked for a client certificate, got none and "
            + "closed the connection); set cert_file and key_file";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private Path run(String file, String... words) throws Exception {
        Process process = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve(file + ".log").toFile()).start();
        assertThat(process.waitFor()).as(() -> {
            try {
                return Files.readString(folder.resolve(file + ".log"));
            } catch (IOException e) {
                return e.toString();
            }
        }).isZero();
        return folder.resolve(file);
    }

    private Path certificate(String name, String... kind) throws Exception {
        String[] words = new String[kind.length + 13];
        String[] fixed = {OPENSSL, "req", "-x509", "-nodes", "-keyout", name + ".key", "-out", name + ".crt", "-days",
                "30",
                "-subj", "/CN=" + name, "-newkey"};
        System.arraycopy(fixed, 0, words, 0, fixed.length);
        System.arraycopy(kind, 0, words, fixed.length, kind.length);
        run(name, words);
        return folder.resolve(name + ".crt");
    }

    private RealServer server(int port, String authority, String version) throws Exception {
        certificate("server", "rsa:2048");
        RealServer server = RealServer.start(folder, OPENSSL, "s_server", "-accept", "127.0.0.1:" + port, "-cert",
                "server.crt",
                "-key", "server.key", "-quiet", "-www", "-Verify", "1", "-verify_return_error", "-CAfile", authority,
                version);
        server.awaitPort(port);
        return server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void theServerIsShownWhoAsks(String version) throws Exception {
        certificate("rsa", "rsa:2048");
        certificate("ec", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
        certificate("other", "rsa:2048");
        Path all = Files.writeString(folder.resolve("all"), Files.readString(folder.resolve("rsa.crt"))
                + Files.readString(folder.resolve("ec.crt")));
        run("rsa.pkcs1", OPENSSL, "rsa", "-in", "rsa.key", "-traditional", "-out", "rsa.pkcs1");
        run("ec.sec1", OPENSSL, "ec", "-in", "ec.key", "-out", "ec.sec1");
        Path both = Files.writeString(folder.resolve("both"),
                "Bag Attributes\n" + Files.readString(folder.resolve("rsa.key"))
                        + Files.readString(folder.resolve("rsa.crt")));
        int port = RealServer.freePort();
        try (var _ = server(port, all.toString(), version)) {
            var https = new Asking(new HttpsCheck(), port);
            assertThat(https.with()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(Reason.TLS);
                assertThat(failed.text()).matches(WANTS);
            });
            for (String[] pair : new String[][]{{"rsa.crt", "rsa.key"}, {"rsa.crt", "rsa.pkcs1"}, {"ec.crt", "ec.key"},
                    {"ec.crt", "ec.sec1"}}) {
                assertThat(https.with("cert-file", folder.resolve(pair[0]).toString(), "key-file",
                        folder.resolve(pair[1]).toString())).as(pair[1]).isInstanceOf(Passed.class);
            }
            assertThat(https.with("cert-file", both.toString())).isInstanceOf(Passed.class);
            assertThat(https.with("cert-file", folder.resolve("other.crt").toString(), "key-file",
                    folder.resolve("other.key").toString())).isInstanceOfSatisfying(Failed.class,
                            failed -> assertThat(
                                    failed.text()).startsWith("the server refuses the certificate of cert_file ("));
        }
    }

    private static CheckResult nobody(String... options) throws Exception {
        return new Asking(new HttpsCheck(), 1).with(options);
    }

    private static void assertOurs(CheckResult result, String words) {
        assertThat(result).isInstanceOfSatisfying(Inconclusive.class, said -> assertThat(said.cause()).contains(words));
    }

    /** Nothing that is wrong with our own files says anything about the server. */
    @Test
    void whatIsWrongWithOurFilesIsOurs() throws Exception {
        String good = certificate("rsa", "rsa:2048").toString();
        String key = folder.resolve("rsa.key").toString();
        String foreign = certificate("other", "rsa:2048").toString().replace(".crt", ".key");
        String secret = run("enc", OPENSSL, "pkey", "-in", "rsa.key", "-aes256", "-passout", "pass:x", "-out", "enc")
                .toString();
        String old = run("old", OPENSSL, "rsa", "-in", "rsa.key", "-traditional", "-aes256", "-passout", "pass:x",
                "-out", "old")
                .toString();
        String broken = Files.writeString(folder.resolve("broken"),
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").toString();
        String odd = Files.writeString(folder.resolve("odd"),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n").toString();
        assertOurs(nobody("cert-file", folder.resolve("gone").toString(), "key-file", key),
                "cannot be read (there is no such file)");
        assertOurs(nobody("cert-file", folder.toString(), "key-file", key), "cannot be read (Is a directory)");
        assertOurs(nobody("cert-file", key), "holds no certificate; it must be PEM");
        assertOurs(nobody("cert-file", good), "holds no private key; it must be PEM");
        assertOurs(nobody("cert-file", good, "key-file", foreign), "is not the one of the first certificate");
        assertOurs(nobody("cert-file", good, "key-file", secret),
                "a private key under a password, which nobody can type here");
        assertOurs(nobody("cert-file", good, "key-file", old), "openssl pkey -in OLD -out NEW");
        assertOurs(nobody("cert-file", broken, "key-file", key), "holds a damaged certificate");
        assertOurs(nobody("cert-file", good, "key-file", odd), "a key of the kind OPENSSH PRIVATE KEY");
        assertOurs(nobody("key-file", key), "option key-file is set without cert-file");
    }
}
