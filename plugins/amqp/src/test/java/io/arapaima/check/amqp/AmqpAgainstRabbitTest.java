package io.arapaima.check.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against RabbitMQ, where it is installed; its port mapper is ours too, so that none stays behind. */
@TestInstance(Lifecycle.PER_CLASS)
class AmqpAgainstRabbitTest {
    private RealServer mapper;
    private RealServer rabbit;
    private Asking plain;
    private Asking secure;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path program = RealServer.programOf("rabbitmq-server", newest());
        int port = RealServer.freePort();
        int tls = RealServer.freePort();
        int names = RealServer.freePort();
        String mapperPort = "ERL_EPMD_PORT=" + names;
        SelfSigned certificate = SelfSigned.make(folder, "good", "-1d", 20);
        Files.writeString(folder.resolve("rabbit.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                listeners.ssl.1 = 127.0.0.1:%d
                ssl_options.certfile = %s
                ssl_options.keyfile = %s
                default_user = hans
                default_pass = gretel
                load_definitions = %s
                """.formatted(port, tls, certificate.certificate(), certificate.key(), folder.resolve("queues.json")));
        Files.writeString(folder.resolve("queues.json"), """
                {"users": [{"name": "hans", "password": "gretel", "tags": ""}], "vhosts": [{"name": "/"}],
                 "permissions": [{"user": "hans", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"}],
                 "queues": [{"name": "jobs", "vhost": "/", "durable": true, "auto_delete": false, "arguments": {}}]}
                """);
        Files.writeString(folder.resolve("plugins"), "[].");
        Path mapped = Files.createDirectory(folder.resolve("epmd"));
        mapper = RealServer.start(mapped, "/usr/bin/env", mapperPort, "ERL_EPMD_ADDRESS=127.0.0.1",
                "/usr/bin/epmd");
        mapper.awaitPort(names); // otherwise Erlang starts one of its own
        rabbit = RealServer.start(folder, "/usr/bin/env", "HOME=" + folder, mapperPort, "ERL_EPMD_ADDRESS=127.0.0.1",
                "RABBITMQ_NODENAME=arapaima@localhost", "RABBITMQ_CONF_ENV_FILE=/nonexistent",
                "RABBITMQ_CONFIG_FILE=" + folder.resolve("rabbit"), "RABBITMQ_MNESIA_BASE=" + folder.resolve("mnesia"),
                "RABBITMQ_LOG_BASE=" + folder.resolve("log"), "RABBITMQ_LOGS=-",
                "RABBITMQ_ENABLED_PLUGINS_FILE=" + folder.resolve("plugins"),
                "RABBITMQ_DIST_PORT=" + RealServer.freePort(), "RABBITMQ_ALLOW_INPUT=1", program.toString(),
                "-noshell");
        rabbit.awaitPort(tls);
        plain = new Asking(new AmqpCheck(), port);
        secure = new Asking(new AmqpCheck(), tls);
        rabbit.await(() -> plain.with("user", "hans", "password", "gretel", "queue", "jobs") instanceof Passed);
    }

    /** Not the one in /usr/sbin, which changes to another user and wants its own folders. */
    private static String newest() throws java.io.IOException {
        Path all = Path.of("/usr/lib/rabbitmq/lib");
        if (!Files.isDirectory(all)) {
            return all.toString();
        }
        try (var versions = Files.list(all)) {
            return versions.map(v -> v.resolve("sbin/rabbitmq-server").toString()).sorted().toList().getLast();
        }
    }

    @AfterAll
    void stop() {
        if (rabbit != null) {
            rabbit.close();
        }
        if (mapper != null) {
            mapper.close();
        }
    }

    @Test
    void theGreetingIsEnoughWithoutAUser() throws Exception {
        assertThat(plain.with()).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("greeted with AMQP 0.9"));
    }

    @Test
    void theLoginMustBeRight() throws Exception {
        assertThat(plain.with("user", "hans", "password", "gretel")).isInstanceOf(Passed.class);
        assertThat(plain.with("user", "hans", "password", "hansel")).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.CONTENT);
            assertThat(failed.text()).startsWith("expected TUNE, but the broker closes with 403 \"ACCESS_REFUSED");
        });
        assertThat(plain.with("user", "hans", "password", "gretel", "vhost", "nowhere")).isInstanceOfSatisfying(
                Failed.class,
                failed -> assertThat(failed.text()).startsWith("expected OPEN_OK, but the broker closes"));
    }

    @Test
    void theQueueMustBeThere() throws Exception {
        String[] login = {"user", "hans", "password", "gretel", "queue", "jobs", "max-messages", "0"};
        assertThat(plain.with(login)).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics()).extracting("value").containsExactly(0.0, 0.0));
        login[5] = "none";
        assertThat(plain.with(login)).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text())
                .startsWith("expected QUEUE_DECLARE_OK, but the broker closes with 404 \"NOT_FOUND"));
        assertThat(plain.with("user", "hans", "password", "gretel", "queue", "jobs", "min-consumers", "1"))
                .isInstanceOf(Failed.class);
    }

    @Test
    void overTlsToo() throws Exception {
        assertThat(secure.with("tls", "1", "user", "hans", "password", "gretel")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics().getFirst().name()).isEqualTo("cert-days"));
        assertThat(plain.with("tls", "1")).isInstanceOf(Failed.class);
    }
}
