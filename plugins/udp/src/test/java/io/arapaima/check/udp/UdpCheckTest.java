package io.arapaima.check.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.OwnNetwork;
import io.arapaima.check.RealServer;
import io.arapaima.check.ScriptedDatagrams;
import io.arapaima.check.Target.Transport;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdpCheckTest {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private static CheckResult ask(Behaviour behaviour, String... options) throws Exception {
        try (var server = new ScriptedDatagrams(behaviour, request -> request)) {
            return new Asking(new UdpCheck(), server.address().getAddress(), server.address().getPort(), Transport.UDP)
                    .within(LIMIT, options);
        }
    }

    private static CheckResult echo(String... options) throws Exception {
        return ask(Behaviour.ANSWERS, options);
    }

    @Test
    void silencePassesUnlessAReplyIsRequired() throws Exception {
        assertThat(ask(Behaviour.HANGS)).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.text()).isEqualTo("no reply and no refusal");
            assertThat(passed.latency()).isBetween(Duration.ofMillis(3490), Duration.ofMillis(7490));
        });
        assertThat(ask(Behaviour.HANGS, "silence", "50ms")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.latency()).isLessThan(Duration.ofMillis(3490)));
        assertThat(ask(Behaviour.HANGS, "silence", "60")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.latency()).isBetween(Duration.ofMillis(7490), LIMIT));
        assertThat(ask(Behaviour.HANGS, "require-reply", "1")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT));
        assertThat(ask(Behaviour.REFUSES)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
        assertThat(echo("require-reply", "1")).isInstanceOf(Passed.class);
    }

    /** The default waits longer than the kernel asks for the machine's hardware address. */
    @Test
    void aMachineThatIsSwitchedOffFails() throws Exception {
        CheckResult result = OwnNetwork
                .with(() -> new Asking(new UdpCheck(), InetAddress.ofLiteral(OwnNetwork.DEAD), 5000,
                        Transport.UDP).with());
        assertThat(result).isEqualTo(new Failed(Reason.UNREACHABLE, "No route to host"));
    }

    @Test
    void theReplyIsComparedDigitByDigit() throws Exception {
        assertThat(echo("payload", "DEADbeef", "reply", "deXdXX")).isInstanceOf(Passed.class);
        assertThat(echo("payload", "deadbeef", "reply", "deXe")).isEqualTo(
                new Failed(Reason.CONTENT, "expected a reply that begins with deXe, got dead"));
        assertThat(echo("payload", "de", "reply", "deXX")).isEqualTo(
                new Failed(Reason.CONTENT, "expected a reply that begins with deXX, got de"));
    }

    @Test
    void theLengthIsLimitedWithoutAPatternToo() throws Exception {
        assertThat(echo("payload", "010203", "min-length", "4")).isEqualTo(
                new Failed(Reason.CONTENT, "expected a reply of 4 to 65507 bytes, got 3"));
        assertThat(echo("payload", "010203", "max-length", "2")).isInstanceOf(Failed.class);
        assertThat(echo("payload", "010203", "min-length", "3", "max-length", "3")).isInstanceOf(Passed.class);
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(echo("payload", "abc")).isInstanceOf(Inconclusive.class);
        assertThat(echo("payload", "")).isInstanceOf(Inconclusive.class);
        assertThat(echo("payload", "00".repeat(1473))).isInstanceOf(Inconclusive.class);
        assertThat(echo("reply", "0Y")).isInstanceOf(Inconclusive.class);
        assertThat(echo("reply", "")).isInstanceOf(Inconclusive.class);
        assertThat(echo("min-length", "5", "max-length", "4")).isInstanceOf(Inconclusive.class);
    }

    /** A question to a name server, byte for byte: the SOA record of the root, which this one refuses to tell. */
    @Test
    void aRealServerPassesUntilItIsGone(@TempDir Path folder) throws Exception {
        String program = RealServer.program("/usr/sbin/named", "bind9").toString();
        int port = RealServer.freePort();
        Path conf = Files.writeString(folder.resolve("named.conf"), """
                options { directory "%1$s"; pid-file "%1$s/pid"; session-keyfile "%1$s/key";
                  managed-keys-directory "%1$s"; listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
                  recursion no; dnssec-validation no; };
                controls {};
                """.formatted(folder, port));
        var udp = new Asking(new UdpCheck(), InetAddress.ofLiteral("127.0.0.1"), port, Transport.UDP);
        String[] soa = {"payload", "beef01000001000000000000" + "0000060001", "reply", "beef8XX5"};
        try (var named = RealServer.start(folder, program, "-g", "-n", "1", "-c", conf.toString())) {
            named.await(() -> udp.within(Duration.ofSeconds(2), soa) instanceof Passed);
        }
        assertThat(udp.with(soa)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }
}
