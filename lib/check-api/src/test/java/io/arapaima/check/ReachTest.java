package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ReachTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @AutoClose
    private final ServerSocket server = new ServerSocket();

    ReachTest() throws IOException {}

    private InetSocketAddress listening(String address, int backlog) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0), backlog);
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void theServerSeesAConnectionThatEnds(String address) throws IOException {
        InetSocketAddress there = listening(address, 1);
        assertThat(Reach.to(there, Deadline.in(LONG))).isBetween(Duration.ofNanos(1), LONG);
        try (Socket accepted = server.accept()) {
            assertThat(accepted.getInputStream().read()).isNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aPortWhereNobodyListensRefuses(String address) throws IOException {
        try (var silent = new Socket()) {
            silent.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            var there = (InetSocketAddress) silent.getLocalSocketAddress();
            assertThatThrownBy(() -> Reach.to(there, Deadline.in(LONG))).hasMessage("Connection refused")
                    .isInstanceOfSatisfying(FailedException.class,
                            failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
        }
    }

    /** Its queue is full, so the kernel answers nobody. */
    private InetSocketAddress blackHole(List<Socket> callers) throws IOException {
        InetSocketAddress there = listening("127.0.0.1", 1);
        for (int i = 0; i < 2; i++) {
            var caller = new Socket();
            callers.add(caller);
            caller.connect(there);
        }
        return there;
    }

    /** Until the kernel has sent the first packet of the connection. */
    private static void awaitAttempt(InetSocketAddress there) throws IOException, InterruptedException {
        String attempt = "0100007F:%04X 02 ".formatted(there.getPort());
        while (!Files.readString(Path.of("/proc/self/net/tcp")).contains(attempt)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void close(List<Socket> callers) throws IOException {
        for (Socket each : callers) {
            each.close();
        }
    }

    @Test
    void whoeverDoesNotAnswerIsWaitedForUntilTheDeadline() throws IOException {
        List<Socket> callers = new ArrayList<>();
        InetSocketAddress there = blackHole(callers);
        long start = System.nanoTime();
        assertThatThrownBy(() -> Reach.to(there, Deadline.in(Duration.ofMillis(300))))
                .isInstanceOf(SocketTimeoutException.class).hasMessage("no connection within 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        close(callers);
    }

    /** The kernel sends its first packet again after a second, which is when there is a place. */
    @Test
    void aConnectionThatTakesItsTimeIsWaitedForWithoutBeingAsked() throws Exception {
        List<Socket> callers = new ArrayList<>();
        InetSocketAddress there = blackHole(callers);
        var took = new CompletableFuture<Duration>();
        Thread.ofVirtual().start(() -> {
            try {
                took.complete(Reach.to(there, Deadline.in(LONG)));
            } catch (IOException e) {
                took.completeExceptionally(e);
            }
        });
        awaitAttempt(there);
        TimeUnit.MILLISECONDS.sleep(300);
        server.accept().close();
        server.accept().close();
        assertThat(took.get()).isGreaterThan(Duration.ofMillis(300)).isLessThan(LONG);
        close(callers);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        List<Socket> callers = new ArrayList<>();
        InetSocketAddress there = blackHole(callers);
        var outcome = new CompletableFuture<Duration>();
        Thread probe = Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(Reach.to(there, Deadline.in(LONG)));
            } catch (IOException e) {
                outcome.completeExceptionally(e);
            }
        });
        awaitAttempt(there);
        TimeUnit.MILLISECONDS.sleep(200);
        probe.interrupt();
        assertThatThrownBy(outcome::get).isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("Closed by interrupt");
        close(callers);
    }

    @Test
    void aFaultOfThisMachineIsNotTheServers() {
        var ofAll = new InetSocketAddress(InetAddress.ofLiteral("255.255.255.255"), 9);
        assertThatThrownBy(() -> Reach.to(ofAll, Deadline.in(LONG))).satisfies(error -> assertThat(
                CheckResult.of((IOException) error)).isNotInstanceOf(CheckResult.Passed.class));
        assertThat(CheckResult.of(SocketCalls.failure(24))).isEqualTo(new CheckResult.Inconclusive(
                "this director cannot open the connection: Too many open files in this process"));
    }
}
