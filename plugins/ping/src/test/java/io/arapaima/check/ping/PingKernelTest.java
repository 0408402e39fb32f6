package io.arapaima.check.ping;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import io.arapaima.check.Product;
import io.arapaima.check.Target;
import io.arapaima.check.Target.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the kernel itself. */
class PingKernelTest {
    private static final String EVERYBODY = "0 2147483647";
    private static final String NOBODY = "1 0";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static CheckResult ping(String address, Duration limit, String... optionsAndValues) throws Exception {
        var set = new HashMap<>(Map.of("count", "2", "interval", "10ms"));
        for (int i = 0; i < optionsAndValues.length; i += 2) {
            set.put(optionsAndValues[i], optionsAndValues[i + 1]);
        }
        var check = new PingCheck();
        CheckResult result = check.probe(new Target(InetAddress.ofLiteral(address), 0, Transport.TCP, limit,
                Options.of(check.options(), set)), Deadline.in(limit));
        if (result instanceof Passed) {
            new Product("the kernel", "").passedBy("ping");
        }
        return result;
    }

    private static CheckResult ping(String address) throws Exception {
        return ping(address, LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void loopbackAnswersWithWhatThisMachineAllows(String address) throws Exception {
        assertThat(ping(address)).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,0 2147483647,8", "::1,0 2147483647,8", "127.0.0.1,1 0,8", "::1,1 0,8",
            "127.0.0.1,0 2147483647,60000", "::1,0 2147483647,60000", "127.0.0.1,1 0,60000", "::1,1 0,60000"})
    void loopbackAnswersDatagramAndRawSockets(String address, String range, String size) throws Exception {
        Path sockets = Path.of("/proc/thread-self/net/" + (address.contains(":") ? "icmp6" : "icmp"));
        PingCheck check = new PingCheck((where, length) -> {
            IcmpSocket socket = IcmpSocket.open(where, length);
            try (Stream<String> lines = Files.lines(sockets)) {
                assertThat(lines.count() > 1).as("datagram socket").isEqualTo(range.equals(EVERYBODY));
                return socket;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Options options = Options.of(check.options(), Map.of("size", size, "count", "2", "interval", "10ms"));
        Target target = new Target(InetAddress.ofLiteral(address), 0, Transport.TCP, LIMIT, options);
        CheckResult result = Namespace.with(range, () -> check.probe(target, Deadline.in(LIMIT)));
        assertThat(result).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.text()).startsWith("2 of 2");
            assertThat(passed.metrics()).extracting("name").containsExactly("rtt", "loss");
            assertThat(passed.metrics().getFirst().value()).isBetween(0.0, 5.0);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERYBODY, NOBODY})
    void silenceIsATimeOut(String range) throws Exception {
        assertThat(Namespace.with(range, () -> ping("10.99.0.2", Duration.ofSeconds(2))))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT);
                    assertThat(failed.text()).startsWith("0 of 2 echo requests answered");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERYBODY, NOBODY})
    void whatARouterSaysIsHeard(String range) throws Exception {
        assertThat(Namespace.with(range, () -> ping("fd00:99::2"))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.UNREACHABLE));
    }

    @Test
    void noSocketStaysOpen() throws Exception {
        for (String address : List.of("10.99.0.2", "fd00:99::2", "10.98.0.1", "127.0.0.1")) {
            assertThat(Namespace.with(EVERYBODY, () -> {
                ping(address, Duration.ofMillis(100));
                return openIcmpSockets();
            })).as(address).isZero();
        }
    }

    private static long openIcmpSockets() throws IOException {
        long open = 0;
        for (String table : List.of("icmp", "icmp6", "raw", "raw6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/net/" + table))) {
                open += lines.count() - 1;
            }
        }
        return open;
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.98.0.1", "fd00:98::1"})
    void anAddressWithoutARouteIsUnreachable(String address) throws Exception {
        assertThat(Namespace.with(EVERYBODY, () -> ping(address))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.UNREACHABLE));
    }

    @Test
    void withoutRightsTheOperatorIsToldTheCure() throws Exception {
        Callable<CheckResult> powerless = () -> {
            Namespace.dropRights();
            return ping("127.0.0.1");
        };
        assertThat(Namespace.with(NOBODY, powerless)).isInstanceOfSatisfying(Inconclusive.class,
                result -> assertThat(result.cause()).contains("net.ipv4.ping_group_range", "CAP_NET_RAW"));
        assertThat(Namespace.with(EVERYBODY, powerless)).isInstanceOf(Passed.class);
    }

    @Test
    void fiveHundredPingsAtOnceEachFindTheirOwnAnswers() throws Exception {
        List<Future<CheckResult>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                String address = i % 5 == 0 ? "::1" : "127.0.0." + (1 + i % 250);
                all.add(threads.submit(() -> ping(address, LIMIT)));
            }
            for (Future<CheckResult> each : all) {
                assertThat(each.get()).isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.text()).startsWith("2 of 2"));
            }
        }
    }
}
