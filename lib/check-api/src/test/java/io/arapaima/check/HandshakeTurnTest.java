package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class HandshakeTurnTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void serversThatNeverAnswerHoldUpNobody() throws Exception {
        try (var silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
                ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<CheckResult>> stuck = new ArrayList<>();
            for (int i = 0; i < 4 * PROCESSORS; i++) {
                stuck.add(probes.submit(() -> shake(silent.getLocalPort())));
            }
            for (int i = 0; i < stuck.size(); i++) {
                assertThat(silent.accept().getInputStream().read()).as("a client that says hello").isNotNegative();
            }
            assertThat(stuck).noneMatch(Future::isDone);
            var turn = new HandshakeTurn(Deadline.in(Duration.ofSeconds(20)));
            turn.take();
            turn.give();
            probes.shutdownNow();
        }
    }

    private static CheckResult shake(int port) {
        var target = new Target(InetAddress.getLoopbackAddress(), port, Target.Transport.TCP, Duration.ofSeconds(60),
                Options.of(CheckTls.options("none"), Map.of()));
        try (var socket = CheckSocket.connect(target, Deadline.in(Duration.ofSeconds(60)))) {
            socket.startTls(CheckTls.of(target, Optional.empty()));
            return new CheckResult.Passed(Duration.ZERO, "");
        } catch (IOException e) {
            return CheckResult.of(e);
        }
    }

    @Test
    void whoGetsNoTurnInTimeSaysNothingAboutItsServer() throws Exception {
        List<HandshakeTurn> others = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSORS; i++) {
                others.add(new HandshakeTurn(Deadline.in(Duration.ofSeconds(20))));
                others.getLast().take();
            }
            var last = new HandshakeTurn(Deadline.in(Duration.ofSeconds(2)));
            assertThatThrownBy(last::take).isInstanceOf(UndecidedException.class)
                    .hasMessageContainingAll("ms for its turn at a TLS handshake", "check_timeout");
            last.give();
            var timeout = new SocketTimeoutException("no answer");
            assertThat(last.fair(timeout)).as("it waited all the time").isInstanceOf(UndecidedException.class);
            assertThat(last.fair(new SSLException("in the library's words", timeout)))
                    .isInstanceOf(UndecidedException.class);
            assertThat(last.fair(new SSLException("bad certificate"))).hasMessage("bad certificate");
            var punctual = others.getFirst();
            TimeUnit.MILLISECONDS.sleep(50);
            assertThat(punctual.fair(timeout)).as("it had its turn at once").isSameAs(timeout);
        } finally {
            others.forEach(HandshakeTurn::give);
        }
    }
}
