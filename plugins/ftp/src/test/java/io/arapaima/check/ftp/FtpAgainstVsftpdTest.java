package io.arapaima.check.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against vsftpd, as root, which it needs to lock its users in. */
@TestInstance(Lifecycle.PER_CLASS)
class FtpAgainstVsftpdTest {
    private @Nullable RealServer vsftpd;
    private Asking ftp = new Asking(new FtpCheck(), 1);

    @BeforeAll
    void startVsftpd(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "vsftpd changes its root, which only root may");
        String program = RealServer.program("/usr/sbin/vsftpd", "vsftpd").toString();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("here"), "hello");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        SelfSigned certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        int port = RealServer.freePort();
        Path conf = Files.writeString(folder.resolve("vsftpd.conf"), """
                listen=YES
                listen_address=127.0.0.1
                listen_port=%1$d
                background=NO
                anonymous_enable=YES
                local_enable=NO
                anon_root=%2$s
                secure_chroot_dir=%3$s
                ftp_username=daemon
                nopriv_user=nobody
                ssl_enable=YES
                allow_anon_ssl=YES
                rsa_cert_file=%4$s
                rsa_private_key_file=%5$s
                ssl_ciphers=HIGH
                seccomp_sandbox=NO
                ftpd_banner=at your service
                """.formatted(port, files, empty, certificate.certificate(), certificate.key()));
        var server = RealServer.start(folder, program, conf.toString());
        vsftpd = server;
        server.awaitPort(port);
        ftp = new Asking(new FtpCheck(), port);
    }

    @AfterAll
    void stopVsftpd() {
        if (vsftpd != null) {
            vsftpd.close();
        }
    }

    @Test
    void aGreetingIsEnoughWithoutAUser() throws Exception {
        assertThat(ftp.with()).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("220 at your service"));
    }

    @Test
    void aUserIsLetInAndAFileIsThereOrNot() throws Exception {
        assertThat(ftp.with("user", "anonymous")).isInstanceOf(Passed.class);
        assertThat(ftp.with("user", "anonymous", "file", "/here")).isInstanceOf(Passed.class);
        assertThat(ftp.with("user", "anonymous", "file", "/gone")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("expected 2xx to SIZE \"/gone\", got 550"));
        assertThat(ftp.with("user", "hans", "password", "gretel")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("expected 2xx to the login of hans, got 530"));
    }

    @Test
    void theControlConnectionIsEncryptedOnRequest() throws Exception {
        assertThat(ftp.with("user", "anonymous", "file", "/here", "tls", "starttls"))
                .isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.metrics().getFirst().value()).isBetween(17.0, 20.0));
        assertThat(ftp.with("tls", "starttls", "min-days", "30")).isInstanceOf(Failed.class);
    }
}
