package io.arapaima.check.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import io.arapaima.check.ScriptedDatagrams;
import io.arapaima.check.Target.Transport;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadiusCheckTest {
    private static CheckResult ask(UnaryOperator<byte[]> answer, String... options) throws Exception {
        return Asking.once(new RadiusCheck(), new ScriptedDatagrams(Behaviour.ANSWERS, answer), options);
    }

    @Test
    void theAnswerIsJudged() throws Exception {
        UnaryOperator<byte[]> reject = Answers.with(RadiusPacket.REJECT, "go away", "shared");
        assertThat(ask(reject, "secret", "shared", "user", "hans", "password", "x")).isEqualTo(new Failed(
                Reason.CONTENT, "expected accept, got Access-Reject with the words \"go away\""));
        assertThat(ask(reject, "secret", "shared", "user", "hans", "password", "x", "expect", "reject"))
                .isInstanceOf(Passed.class);
        UnaryOperator<byte[]> challenge = Answers.with(RadiusPacket.CHALLENGE, "", "shared");
        assertThat(ask(challenge, "secret", "shared", "user", "hans", "password", "x", "expect", "any"))
                .isInstanceOf(Passed.class);
        assertThat(ask(Answers.with(5, "", "shared"), "secret", "shared", "user", "hans", "password", "x", "expect",
                "any")).isEqualTo(new Failed(Reason.CONTENT, "expected any, got Accounting-Response"));
    }

    /** RFC 5997, section 4.2: an accounting port answers Status-Server in its own way, and some servers with a reject. */
    @ParameterizedTest
    @CsvSource({"2,accept,Access-Accept", "5,accept,Accounting-Response", "5,any,Accounting-Response",
            "3,accept,Access-Reject"})
    void withoutAUserEveryAnswerShowsThatTheServerIsThere(int code, String expect, String seen) throws Exception {
        assertThat(ask(Answers.with(code, "", "shared"), "secret", "shared", "expect", expect)).isInstanceOfSatisfying(
                Passed.class, passed -> assertThat(passed.text()).isEqualTo(seen));
    }

    @Test
    void anAnswerOfSomebodyWhoDoesNotKnowTheSecretIsNone() throws Exception {
        var other = new ScriptedDatagrams(Behaviour.ANSWERS, Answers.with(RadiusPacket.ACCEPT, "", "other"));
        assertThat(Asking.onceWithin(Duration.ofSeconds(4), new RadiusCheck(), other, "secret", "shared"))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT);
                    assertThat(failed.text()).contains("3 datagrams came that do not answer", "the secret is wrong");
                });
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        UnaryOperator<byte[]> accept = Answers.with(RadiusPacket.ACCEPT, "", "shared");
        assertThat(ask(accept)).isInstanceOf(Inconclusive.class);
        assertThat(ask(accept, "secret", "shared", "user", "hans")).isInstanceOf(Inconclusive.class);
        assertThat(ask(accept, "secret", "shared", "expect", "reject")).isInstanceOf(Inconclusive.class);
        assertThat(ask(accept, "secret", "shared", "user", "h".repeat(129), "password", "x"))
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void aRealServerPassesUntilItIsGone(@TempDir Path folder) throws Exception {
        String program = RealServer.programOf("freeradius", "/usr/sbin/freeradius").toString();
        int port = RealServer.freePort();
        int accounting = RealServer.freePort();
        Files.writeString(folder.resolve("dictionary"), "$INCLUDE /usr/share/freeradius/dictionary\n");
        Files.writeString(folder.resolve("users"), "hans Cleartext-Password := \"a password of more than 16 bytes\"\n");
        Files.writeString(folder.resolve("radiusd.conf"), """
                logdir = %1$s
                run_dir = %1$s
                libdir = /usr/lib/freeradius
                pidfile = %1$s/pid
                security {
                  reject_delay = 0
                  status_server = yes
                }
                client us {
                  ipaddr = 127.0.0.1
                  secret = shared
                  require_message_authenticator = yes
                }
                modules {
                  always ok {
                    rcode = ok
                  }
                  pap {
                  }
                  files {
                    filename = %1$s/users
                  }
                }
                server default {
                  listen {
                    type = auth
                    ipaddr = 127.0.0.1
                    port = %2$d
                  }
                  listen {
                    type = acct
                    ipaddr = 127.0.0.1
                    port = %3$d
                  }
                  preacct {
                    ok
                  }
                  accounting {
                    ok
                  }
                  authorize {
                    files
                    pap
                  }
                  authenticate {
                    Auth-Type PAP {
                      pap
                    }
                  }
                }
                """.formatted(folder, port, accounting));
        var radius = new Asking(new RadiusCheck(), InetAddress.ofLiteral("127.0.0.1"), port, Transport.UDP);
        try (var freeradius = RealServer.start(folder, program, "-f", "-l", "stdout", "-d", folder.toString())) {
            freeradius.await(() -> radius.within(Duration.ofMillis(500), "secret", "shared") instanceof Passed);
            assertThat(radius.with("secret", "shared", "user", "hans", "password", "a password of more than 16 bytes"))
                    .isInstanceOf(Passed.class);
            assertThat(new Asking(new RadiusCheck(), InetAddress.ofLiteral("127.0.0.1"), accounting, Transport.UDP)
                    .with("secret", "shared")).isInstanceOf(Passed.class);
            assertThat(radius.with("secret", "shared", "user", "hans", "password", "another"))
                    .isEqualTo(new Failed(Reason.CONTENT, "expected accept, got Access-Reject"));
            assertThat(radius.with("secret", "shared", "user", "nobody", "password", "x", "expect", "reject"))
                    .isInstanceOf(Passed.class);
            assertThat(radius.within(Duration.ofMillis(900), "secret", "wrong")).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT));
        }
        assertThat(radius.with("secret", "shared")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }
}
