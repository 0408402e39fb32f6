package io.arapaima.check.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import io.arapaima.check.ScriptedDatagrams;
import io.arapaima.check.Target.Transport;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NtpCheckTest {
    private static CheckResult ask(UnaryOperator<byte[]> answer, String... options) throws Exception {
        return Asking.once(new NtpCheck(), new ScriptedDatagrams(Behaviour.ANSWERS, answer), options);
    }

    private static UnaryOperator<byte[]> ahead(Duration by) {
        return Packets.server(0, 2, "GPS\0", by);
    }

    @Test
    void theOffsetIsMeasuredAndJudgedWhereWanted() throws Exception {
        assertThat(ask(ahead(Duration.ofSeconds(500)))).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.metrics().getFirst().name()).isEqualTo("offset");
            assertThat(passed.metrics().getFirst().value()).isBetween(495.0, 505.0);
        });
        assertThat(ask(ahead(Duration.ofSeconds(-500)), "max-offset", "200")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text())
                        .matches(
                                "expected an offset of at most 200000 ms from this director's time, got -(49[5-9]|50[0-5])\\..*"));
        assertThat(ask(ahead(Duration.ofMillis(20)), "max-offset", "20000ms")).isInstanceOf(Passed.class);
    }

    @Test
    void aServerThatIsNotSynchronisedIsNotWell() throws Exception {
        assertThat(ask(Packets.server(3, 16, "INIT", Duration.ZERO))).isEqualTo(new Failed(Reason.CONTENT,
                "expected a synchronised server, got one that says it is not (leap indicator 3, stratum 16)"));
        assertThat(ask(Packets.server(3, 0, "INIT", Duration.ZERO)))
                .isEqualTo(new Failed(Reason.CONTENT, "expected a time, got the kiss of death INIT"));
        assertThat(ask(Packets.server(0, 5, "GPS\0", Duration.ZERO), "max-stratum", "4"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected stratum 4 or less, got 5"));
    }

    @Test
    void anAnswerToAnotherQuestionIsPassedOver() throws Exception {
        UnaryOperator<byte[]> another = request -> {
            byte[] answer = ahead(Duration.ZERO).apply(request);
            answer[24]++;
            return answer;
        };
        assertThat(Asking.onceWithin(Duration.ofSeconds(2), new NtpCheck(),
                new ScriptedDatagrams(Behaviour.ANSWERS, another)))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT));
    }

    @Test
    void secondsThatBeginAnewIn2036MakeNoJump() {
        Instant end = Instant.ofEpochSecond(4_294_967_296L - 2_208_988_800L).minusMillis(500);
        var packet = ByteBuffer.allocate(48).put(0, (byte) 0x24).put(1, (byte) 1).putInt(32, 1).putInt(40, 1);
        assertThat(NtpMessage.read(packet.array()).offset(end, Duration.ZERO)).isBetween(1.499, 1.501);
    }

    @Test
    void aRealServerPassesUntilItIsGone(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "chronyd runs as root only");
        String program = RealServer.program("/usr/sbin/chronyd", "chrony").toString();
        int port = RealServer.freePort();
        Path conf = Files.writeString(folder.resolve("chrony.conf"), """
                port %d
                bindaddress 127.0.0.1
                allow 127.0.0.0/8
                local stratum 8
                cmdport 0
                pidfile %2$s/pid
                driftfile %2$s/drift
                """.formatted(port, folder));
        var ntp = new Asking(new NtpCheck(), InetAddress.ofLiteral("127.0.0.1"), port, Transport.UDP);
        try (var chronyd = RealServer.start(folder, program, "-d", "-x", "-u", System.getProperty("user.name"), "-f",
                conf.toString())) {
            chronyd.await(() -> ntp.within(Duration.ofSeconds(2)) instanceof Passed);
            assertThat(ntp.with("max-offset", "10", "max-stratum", "8")).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.text()).startsWith("stratum 8, offset "));
            assertThat(ntp.with("max-stratum", "7")).isInstanceOf(Failed.class);
        }
        assertThat(ntp.with()).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }

    /** What a server has against this director alone is no fault of its clock. */
    @ParameterizedTest
    @ValueSource(strings = {"RATE", "DENY", "RSTR"})
    void whoIsNotServedLearnsNothing(String kiss) throws Exception {
        assertThat(ask(Packets.server(3, 0, kiss, Duration.ZERO))).isInstanceOfSatisfying(Inconclusive.class,
                said -> assertThat(said.cause()).endsWith("(kiss of death " + kiss + ")"));
    }
}
