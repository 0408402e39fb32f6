package io.arapaima.check.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.RealServer;
import io.arapaima.check.ScriptedServer;
import io.arapaima.check.SelfSigned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttCheckTest {
    /** A broker that answers a connect with a code, and one ping. */
    static Dialogue broker(int code) {
        return (in, out) -> {
            in.readNBytes(1);
            in.readNBytes(in.read());
            out.write(new byte[]{0x20, 2, 0, (byte) code});
            in.readNBytes(2);
            out.write(new byte[]{(byte) 0xd0, 0});
            Dialogue.SILENT.hold(in, out);
        };
    }

    private static CheckResult ask(Dialogue dialogue, String... options) throws Exception {
        return Asking.once(new MqttCheck(), new ScriptedServer(Behaviour.ANSWERS, dialogue), options);
    }

    @Test
    void aRefusalIsToldByItsName() throws Exception {
        assertThat(ask(broker(3))).isEqualTo(new Failed(Reason.CONTENT,
                "expected to be let in, got refusal 3 (server unavailable)"));
        assertThat(ask(broker(9))).isEqualTo(new Failed(Reason.CONTENT,
                "expected to be let in, got refusal 9 (an unknown reason)"));
        assertThat(ask(Dialogue.greeting("HTTP/1.1 400\r\n"))).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected CONNACK, got a packet that begins with 0x48"));
    }

    @Test
    void theRequestIsWhatTheStandardSays() throws Exception {
        var told = new CompletableFuture<byte[]>();
        Dialogue listening = (in, _) -> told.complete(in.readNBytes(31));
        ask(listening, "client-id", "lvs", "user", "hans", "password", "gretel");
        assertThat(new String(told.join(), StandardCharsets.ISO_8859_1)).isEqualTo("\u0010\u001d\0\u0004MQTT\u0004"
                + "\u00c2\0\0\0\u0003lvs\0\u0004hans\0\u0006gretel");
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(Dialogue.SILENT, "password", "gretel")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "client-id", "x".repeat(5000))).isInstanceOf(Inconclusive.class);
    }

    @Test
    void aRealBrokerPassesUntilItIsGone(@TempDir Path folder) throws Exception {
        String program = RealServer.program("/usr/sbin/mosquitto", "mosquitto").toString();
        SelfSigned certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        int port = RealServer.freePort();
        int tls = RealServer.freePort();
        Path users = Files.writeString(folder.resolve("users"), "hans:gretel\n");
        assertThat(new ProcessBuilder("/usr/bin/mosquitto_passwd", "-U", users.toString()).start().waitFor()).isZero();
        Path conf = Files.writeString(folder.resolve("mosquitto.conf"), """
                user root
                allow_anonymous false
                password_file %1$s
                listener %2$d 127.0.0.1
                listener %3$d 127.0.0.1
                certfile %4$s
                keyfile %5$s
                """.formatted(users, port, tls, certificate.certificate(), certificate.key()));
        var mqtt = new Asking(new MqttCheck(), port);
        try (var mosquitto = RealServer.start(folder, program, "-c", conf.toString())) {
            mosquitto.awaitPort(port);
            mosquitto.awaitPort(tls);
            assertThat(mqtt.with("user", "hans", "password", "gretel")).isInstanceOf(Passed.class);
            assertThat(mqtt.with("user", "hans", "password", "hansel")).isEqualTo(new Failed(Reason.CONTENT,
                    "expected to be let in, got refusal 5 (not authorized)"));
            assertThat(mqtt.with()).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.text()).startsWith("asks for a login"));
            assertThat(new Asking(new MqttCheck(), tls).with("user", "hans", "password", "gretel", "tls", "1"))
                    .isInstanceOfSatisfying(Passed.class,
                            passed -> assertThat(passed.metrics().getFirst().value()).isBetween(17.0, 20.0));
        }
        assertThat(mqtt.with()).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }

    /** A stranger's refusal is a sign of life; what we say wrongly is ours; a broker that is down says so. */
    @Test
    void aRefusalIsJudgedByWhomItRefuses() throws Exception {
        for (int code : new int[]{4, 5}) {
            assertThat(ask(broker(code))).isInstanceOf(Passed.class);
            assertThat(ask(broker(code), "user", "hans", "password", "x")).isInstanceOf(Failed.class);
        }
        for (int code : new int[]{1, 2}) {
            assertThat(ask(broker(code))).isInstanceOf(Inconclusive.class);
        }
        assertThat(ask(broker(3))).isEqualTo(
                new Failed(Reason.CONTENT, "expected to be let in, got refusal 3 (server unavailable)"));
    }
}
