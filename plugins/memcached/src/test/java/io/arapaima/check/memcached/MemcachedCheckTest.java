package io.arapaima.check.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.RealServer;
import io.arapaima.check.ScriptedServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemcachedCheckTest {
    private static CheckResult ask(String... script) throws Exception {
        return Asking.once(new MemcachedCheck(), new ScriptedServer(Behaviour.ANSWERS, Dialogue.lines(script)),
                "max-connections", "10");
    }

    @Test
    void whatWasExpectedAndWhatCameIsSaid() throws Exception {
        assertThat(ask(">version", "ERROR"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected VERSION, got \"ERROR\""));
        assertThat(ask(">version", "SERVER_ERROR out of memory"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected VERSION, got \"SERVER_ERROR out of memory\""));
        assertThat(ask(">version", "HTTP/1.1 400"))
                .isEqualTo(new Failed(Reason.PROTOCOL, "expected VERSION, got \"HTTP/1.1 400\""));
        assertThat(ask(">version", "VERSION 1", ">stats", "STAT curr_connections 11", "END"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected at most 10 connections, got 11"));
    }

    @Test
    void statisticsWithoutTheNumberAndWithoutEndAreProtocolErrors() throws Exception {
        assertThat(ask(">version", "VERSION 1", ">stats", "END")).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected the statistic curr_connections, got \"\""));
        assertThat(ask(">version", "VERSION 1", ">stats", "STAT nonsense", "END")).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected statistics, got \"STAT nonsense\""));
        assertThat(ask(">version", "VERSION 1", ">stats", "STAT a 1\r\n".repeat(600))).isInstanceOf(Failed.class);
    }

    @Test
    void aRealServerPassesUntilItIsGone(@TempDir Path folder) throws Exception {
        String program = RealServer.program("/usr/bin/memcached", "memcached").toString();
        int port = RealServer.freePort();
        var memcached = new Asking(new MemcachedCheck(), port);
        try (var server = RealServer.start(folder, program, "-l", "127.0.0.1", "-p", Integer.toString(port), "-U", "0",
                "-u", System.getProperty("user.name"), "-m", "8", "-t", "1")) {
            server.awaitPort(port);
            assertThat(memcached.with()).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.text()).startsWith("VERSION 1."));
            assertThat(memcached.with("max-connections", "1000")).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.metrics().getFirst().value()).isBetween(1.0, 100.0));
            try (var _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
                assertThat(memcached.with("max-connections", "1")).isInstanceOfSatisfying(Failed.class,
                        failed -> assertThat(failed.text()).startsWith("expected at most 1 connections, got "));
            }
        }
        assertThat(memcached.with()).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }

    /** memcached -Y FILE takes nothing but a login first. */
    @Test
    void aServerWithLoginsIsThere() throws Exception {
        var server = new ScriptedServer(Behaviour.ANSWERS, Dialogue.lines(">version", "CLIENT_ERROR unauthenticated"));
        assertThat(Asking.once(new MemcachedCheck(), server)).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("asks for a login"));
        assertThat(ask(">version", "CLIENT_ERROR unauthenticated")).isInstanceOf(Inconclusive.class);
        assertThat(ask(">version", "SERVER_ERROR out of memory")).isInstanceOf(Failed.class);
    }
}
