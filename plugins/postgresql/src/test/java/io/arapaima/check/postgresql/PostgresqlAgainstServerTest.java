package io.arapaima.check.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that is one, as the user postgres, because it does not run as root. Skipped where it is missing. */
@TestInstance(Lifecycle.PER_CLASS)
class PostgresqlAgainstServerTest {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");

    private @Nullable RealServer server;
    private Asking postgresql = new Asking(new PostgresqlCheck(), 1);

    @BeforeAll
    void startPostgresql(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can start it as the user postgres");
        Path postgres = RealServer.programOf("postgresql", programs());
        Path bin = postgres.resolveSibling("initdb");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = Files.createDirectory(folder.resolve("data"));
        var postgresUser = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
        Files.setOwner(data, postgresUser);
        run(folder, bin.toString(), "-D", data.toString(), "-A", "trust", "-E", "UTF8", "--no-sync");
        SelfSigned certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        Files.setOwner(certificate.key(), postgresUser);
        Files.setPosixFilePermissions(certificate.key(), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(data.resolve("pg_hba.conf"), """
                local all postgres trust
                host all hans 127.0.0.1/32 scram-sha-256
                host all old 127.0.0.1/32 md5
                host all plain 127.0.0.1/32 password
                """);
        int port = RealServer.freePort();
        Files.writeString(data.resolve("postgresql.auto.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = '%s'
                ssl = on
                ssl_cert_file = '%s'
                ssl_key_file = '%s'
                fsync = off
                """.formatted(port, data, certificate.certificate(), certificate.key()));
        Path users = Files.writeString(folder.resolve("users.sql"), """
                SET password_encryption = 'scram-sha-256';
                CREATE USER hans PASSWORD 'gretel';
                CREATE USER plain PASSWORD 'gretel';
                SET password_encryption = 'md5';
                CREATE USER old PASSWORD 'gretel';
                """);
        var started = RealServer.start(folder, "/usr/sbin/runuser", "-u", "postgres", "--", postgres.toString(), "-D",
                data.toString());
        server = started;
        started.awaitPort(port);
        started.await(() -> started.printed().contains("ready to accept connections"));
        run(folder, postgres.resolveSibling("psql").toString(), "-q", "-h", data.toString(), "-p",
                Integer.toString(port), "-f", users.toString(), "postgres");
        postgresql = new Asking(new PostgresqlCheck(), port);
    }

    private static String[] programs() throws Exception {
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(PROGRAMS)) {
            try (var versions = Files.newDirectoryStream(PROGRAMS)) {
                versions.forEach(each -> found.add(each.resolve("bin/postgres").toString()));
            }
        }
        return found.isEmpty() ? new String[]{PROGRAMS + "/15/bin/postgres"} : found.toArray(String[]::new);
    }

    private static void run(Path folder, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("/usr/sbin/runuser", "-u", "postgres", "--"));
        all.addAll(List.of(command));
        Path output = folder.resolve("output-" + Path.of(command[0]).getFileName());
        int status = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start().waitFor();
        assertThat(status).as(Files.readString(output)).isZero();
    }

    @AfterAll
    void stopPostgresql() {
        if (server != null) {
            server.close();
        }
    }

    private CheckResult as(String user, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("user", user, "password", "gretel", "database", "postgres"));
        options.addAll(List.of(more));
        return postgresql.with(options.toArray(String[]::new));
    }

    @Test
    void withoutAUserTheServerIsKnownToBeAlive() throws Exception {
        assertThat(postgresql.with()).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).contains("28000", "no pg_hba.conf entry"));
    }

    @Test
    void allKindsOfPasswordsLetIn() throws Exception {
        for (String user : List.of("hans", "old", "plain")) {
            assertThat(as(user, "query", "SELECT current_user", "answer", "^" + user + "$"))
                    .as(user).isInstanceOf(Passed.class);
        }
        assertThat(postgresql.with("user", "hans", "password", "hansel", "database", "postgres")).isEqualTo(
                new Failed(Reason.CONTENT, "expected success of the login of hans, got FATAL 28P01: password "
                        + "authentication failed for user \"hans\""));
    }

    @Test
    void roleAndQueryAreJudged() throws Exception {
        assertThat(as("hans", "role", "primary")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("logged in, role primary"));
        assertThat(as("hans", "role", "replica"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected the role replica, got primary"));
        assertThat(as("hans", "query", "SELECT nonsense")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("expected success of the query, got ERROR 42703"));
    }

    @Test
    void theLoginIsEncryptedOnRequest() throws Exception {
        assertThat(as("hans", "tls", "1", "query", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
                "answer", "^t$")).isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.metrics().getFirst().value()).isBetween(17.0, 20.0));
    }
}
