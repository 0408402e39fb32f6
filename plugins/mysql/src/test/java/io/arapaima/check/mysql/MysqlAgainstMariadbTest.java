package io.arapaima.check.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
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

/** Against a MariaDB that is one. Skipped where it is not installed: it is big. */
@TestInstance(Lifecycle.PER_CLASS)
class MysqlAgainstMariadbTest {
    private @Nullable RealServer mariadb;
    private Asking mysql = new Asking(new MysqlCheck(), 1);

    @BeforeAll
    void startMariadb(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can start it as the user nobody");
        Path program = RealServer.programOf("mariadb-server", "/usr/sbin/mariadbd", "/usr/sbin/mysqld");
        Path install = RealServer.programOf("mariadb-server", "/usr/bin/mariadb-install-db");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = Files.createDirectory(folder.resolve("data"));
        var nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(data, nobody);
        SelfSigned certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        Path key = folder.resolve("mariadb.key");
        run(folder, RealServer.program("/usr/bin/openssl", "openssl").toString(), "ec", "-in",
                certificate.key().toString(), "-out", key.toString());
        Files.setOwner(key, nobody);
        run(folder, install.toString(), "--no-defaults", "--datadir=" + data, "--user=nobody", "--skip-test-db",
                "--auth-root-authentication-method=normal");
        Path users = Files.writeString(folder.resolve("users.sql"), """
                CREATE USER 'hans'@'127.0.0.1' IDENTIFIED BY 'gretel';
                CREATE USER 'open'@'127.0.0.1';
                CREATE USER 'modern'@'127.0.0.1' IDENTIFIED VIA unix_socket OR mysql_native_password USING PASSWORD('gretel');
                INSTALL SONAME 'auth_ed25519';
                CREATE USER 'ed'@'127.0.0.1' IDENTIFIED VIA ed25519 USING PASSWORD('gretel');
                CREATE USER 'long'@'127.0.0.1' IDENTIFIED VIA ed25519 USING PASSWORD('a password of more than 32 characters, \u00e4');
                CREATE USER 'locked'@'127.0.0.1' IDENTIFIED BY 'gretel' ACCOUNT LOCK;
                CREATE USER 'expired'@'127.0.0.1' IDENTIFIED BY 'gretel' PASSWORD EXPIRE;
                CREATE USER 'one'@'127.0.0.1' IDENTIFIED BY 'gretel' WITH MAX_CONNECTIONS_PER_HOUR 1;
                """);
        int port = RealServer.freePort();
        var server = RealServer.start(folder, program.toString(), "--no-defaults", "--user=nobody", "--datadir=" + data,
                "--bind-address=127.0.0.1", "--port=" + port, "--socket=" + data + "/socket", "--pid-file=" + data
                        + "/pid",
                "--init-file=" + users, "--skip-name-resolve", "--character-set-server=utf8mb4",
                "--disconnect-on-expired-password=1", "--innodb-buffer-pool-size=8M", "--ssl-cert="
                        + certificate.certificate(),
                "--ssl-key=" + key);
        mariadb = server;
        server.awaitPort(port);
        mysql = new Asking(new MysqlCheck(), port);
        server.await(() -> mysql.with("user", "modern", "password", "gretel") instanceof Passed);
    }

    private static void run(Path folder, String... command) throws Exception {
        Path output = folder.resolve("output-" + Path.of(command[0]).getFileName());
        int status = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start().waitFor();
        assertThat(status).as(Files.readString(output)).isZero();
    }

    @AfterAll
    void stopMariadb() {
        if (mariadb != null) {
            mariadb.close();
        }
    }

    @Test
    void aGreetingIsEnoughWithoutAUser() throws Exception {
        assertThat(mysql.with()).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).contains("MariaDB"));
    }

    @Test
    void aUserIsLetInAndAQueryAnswered() throws Exception {
        assertThat(mysql.with("user", "hans", "password", "gretel")).isInstanceOf(Passed.class);
        assertThat(mysql.with("user", "modern", "password", "gretel")).isInstanceOf(Passed.class);
        assertThat(mysql.with("user", "hans", "password", "gretel", "query", "SELECT @@read_only", "answer", "^0$"))
                .isInstanceOf(Passed.class);
        assertThat(mysql.with("user", "hans", "password", "gretel", "query", "DO 1")).isInstanceOf(Passed.class);
    }

    /** CREATE USER ... IDENTIFIED VIA ed25519. */
    @Test
    void aUserOfMariadbsOwnLoginIsLetInToo() throws Exception {
        assertThat(mysql.with("user", "ed", "password", "gretel")).isInstanceOf(Passed.class);
        assertThat(mysql.with("user", "ed", "password", "gretel", "tls", "1", "query", "SELECT 1"))
                .isInstanceOf(Passed.class);
        assertThat(mysql.with("user", "long", "password", "a password of more than 32 characters, \u00e4"))
                .isInstanceOf(Passed.class);
        assertThat(mysql.with("user", "ed", "password", "hansel")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).contains("error 1045"));
    }

    @Test
    void anAccountThatCannotBeUsedIsNoFaultOfTheServer() throws Exception {
        assertThat(mysql.with("user", "one", "password", "gretel")).isInstanceOf(Passed.class);
        for (String user : new String[]{"locked", "expired", "one"}) {
            assertThat(mysql.with("user", user, "password", "gretel")).as(user).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.notice()).get().asString().contains("login of " + user));
            assertThat(mysql.with("user", user, "password", "gretel", "query", "SELECT 1")).as(user)
                    .isInstanceOf(Inconclusive.class);
            assertThat(mysql.with("user", user, "password", "hansel")).as(user).isInstanceOf(Failed.class);
        }
    }

    @Test
    void whatIsRefusedIsSaid() throws Exception {
        assertThat(mysql.with("user", "hans", "password", "hansel")).isEqualTo(new Failed(Reason.CONTENT,
                "expected success of the login of hans, got error 1045: Access denied for user 'hans'@'127.0.0.1' "
                        + "(using password: YES)"));
        assertThat(mysql.with("user", "hans", "password", "gretel", "database", "gone"))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text()).contains("'gone'"));
        assertThat(mysql.with("user", "open", "query", "SELECT nonsense")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("expected success of the query, got error 1054"));
    }

    @Test
    void theLoginIsEncryptedOnRequest() throws Exception {
        assertThat(mysql.with("user", "hans", "password", "gretel", "tls", "1", "query",
                "SHOW STATUS LIKE 'Ssl_version'", "answer", "Ssl_version")).isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.metrics().getFirst().value()).isBetween(17.0, 20.0));
    }
}
