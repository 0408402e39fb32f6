package io.arapaima.check.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against a master and its replica. */
@TestInstance(Lifecycle.PER_CLASS)
class RedisAgainstServerTest {
    private static final String[] PASSWORD = {"password", "gretel"};

    private RealServer masterServer;
    private RealServer replicaServer;
    private Asking master;
    private Asking replica;
    private Asking overTls;

    @BeforeAll
    void startRedis(@TempDir Path folder) throws Exception {
        int port = RealServer.freePort();
        int tls = RealServer.freePort();
        int replicaPort = RealServer.freePort();
        SelfSigned certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        masterServer = start(Files.createDirectory(folder.resolve("master")), port, "--tls-port",
                Integer.toString(tls), "--tls-cert-file", certificate.certificate().toString(), "--tls-key-file",
                certificate.key().toString(), "--tls-auth-clients", "no", "--user", "hans", "on", ">gretel", "~*",
                "+@all");
        masterServer.awaitPort(tls);
        replicaServer = start(Files.createDirectory(folder.resolve("replica")), replicaPort, "--replicaof", "127.0.0.1",
                Integer.toString(port), "--masterauth", "gretel");
        master = new Asking(new RedisCheck(), port);
        overTls = new Asking(new RedisCheck(), tls);
        replica = new Asking(new RedisCheck(), replicaPort);
        replicaServer.await(() -> replica.with("password", "gretel", "role", "replica") instanceof Passed);
    }

    private static RealServer start(Path folder, int port, String... more) throws Exception {
        String program = RealServer.program("/usr/bin/redis-server", "redis-server").toString();
        String[] command = {program, "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "",
                "--requirepass", "gretel", "--repl-diskless-sync-delay", "0"};
        var all = new java.util.ArrayList<>(java.util.List.of(command));
        all.addAll(java.util.List.of(more));
        var server = RealServer.start(folder, all.toArray(String[]::new));
        server.awaitPort(port);
        return server;
    }

    @AfterAll
    void stopRedis() {
        replicaServer.close();
        masterServer.close();
    }

    @Test
    void aPasswordIsNeededAndMustBeRight() throws Exception {
        assertThat(master.with()).isEqualTo(new Inconclusive(
                "the server wants a password; set redis_password (NOAUTH Authentication required.)"));
        assertThat(master.with("password", "hansel")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("the server answers AUTH with WRONGPASS"));
        assertThat(master.with(PASSWORD)).isInstanceOf(Passed.class);
        assertThat(master.with("user", "hans", "password", "gretel")).isInstanceOf(Passed.class);
    }

    @Test
    void masterAndReplicaAreToldApart() throws Exception {
        assertThat(master.with("password", "gretel", "role", "master")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("PONG, role master"));
        assertThat(master.with("password", "gretel", "role", "replica"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected the role replica, got \"master\""));
        assertThat(replica.with("password", "gretel", "role", "replica", "max-lag", "30"))
                .isInstanceOf(Passed.class);
        assertThat(replica.with("password", "gretel", "role", "sentinel")).isInstanceOf(Failed.class);
    }

    @Test
    void tlsFromTheFirstByte() throws Exception {
        assertThat(overTls.with("password", "gretel", "tls", "1", "role", "master"))
                .isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.metrics().getFirst().name()).isEqualTo("cert-days"));
        assertThat(master.within(Duration.ofSeconds(1), "password", "gretel", "tls", "1")).isInstanceOf(Failed.class);
    }
}
