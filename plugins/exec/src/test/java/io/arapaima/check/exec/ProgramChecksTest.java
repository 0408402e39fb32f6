package io.arapaima.check.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.Options;
import io.arapaima.check.Product;
import io.arapaima.check.RealServer;
import io.arapaima.check.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramChecksTest {
    private static final Path NAGIOS_PLUGIN = Path.of("/usr/lib/nagios/plugins/check_tcp");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static CheckResult probe(Check check, int port, Duration limit, Map<String, String> set)
            throws InterruptedException {
        var target = new Target(InetAddress.getLoopbackAddress(), port, Target.Transport.TCP, limit,
                Options.of(check.options(), set));
        try {
            return check.probe(target, Deadline.in(limit));
        } catch (IOException e) {
            return CheckResult.of(e);
        }
    }

    private static CheckResult exec(String program, String... more) throws InterruptedException {
        Map<String, String> set = new HashMap<>(Map.of("program", program));
        for (int i = 0; i < more.length; i += 2) {
            set.put(more[i], more[i + 1]);
        }
        return probe(new ExecCheck(), 80, LIMIT, set);
    }

    private static CheckResult nagios(String script, String warning) throws InterruptedException {
        return probe(new NagiosCheck(), 80, LIMIT,
                Map.of("program", "/bin/sh -c \"" + script + "\"", "warning", warning));
    }

    private static void assertFailed(CheckResult result, Reason reason, String text) {
        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.text()).contains(text);
        });
    }

    @Test
    void exitCodeAndOutputMustBothBeRight() throws Exception {
        assertThat(exec("/bin/echo OK", "expect", "OK")).isInstanceOf(Passed.class);
        assertThat(exec("/bin/echo -n OK", "expect", "OK")).isInstanceOf(Passed.class);
        assertThat(exec("/bin/echo OK", "expect", "OK\\n")).isInstanceOf(Passed.class);
        assertThat(exec("/usr/bin/printf 'O\\nK\\n\\n'", "expect", "O\\nK")).isInstanceOf(Passed.class);
        assertFailed(exec("/bin/echo OKx", "expect", "OK"), Reason.CONTENT, "printed \"OKx\", expected \"OK\"");
        assertFailed(exec("/bin/true", "expect", "OK"), Reason.CONTENT, "printed \"\"");
        assertFailed(exec("/bin/sh -c 'echo OK; exit 3'", "expect", "OK"), Reason.PROGRAM, "exited with 3");
    }

    @Test
    void withoutExpectTheExitCodeDecides() throws Exception {
        assertThat(exec("/bin/echo whatever")).isInstanceOf(Passed.class);
        assertFailed(exec("/bin/false"), Reason.PROGRAM, "/bin/false exited with 1");
    }

    @Test
    void aStarAndAPatternNeedTheRegexOption() throws Exception {
        assertThat(exec("/bin/echo '*'", "expect", "*")).isInstanceOf(Passed.class);
        assertFailed(exec("/bin/echo x", "expect", "*"), Reason.CONTENT, "expected \"*\"");
        assertThat(exec("/bin/echo x", "expect", "*", "regex", "1")).isInstanceOf(Passed.class);
        assertThat(exec("/bin/echo load 0.31", "expect", "load 0\\.[0-9]+", "regex", "1")).isInstanceOf(Passed.class);
        assertFailed(exec("/bin/echo load 1.2", "expect", "load 0\\.[0-9]+", "regex", "1"), Reason.CONTENT, "load 1.2");
        assertThat(exec("/bin/echo x", "expect", "a(", "regex", "1")).isInstanceOf(Inconclusive.class);
    }

    @Test
    void addressAndPortReachTheProgramAndItIsFoundThroughThePath() throws Exception {
        assertThat(exec("echo %h:%p", "expect", "127.0.0.1:80")).isInstanceOf(Passed.class);
    }

    @Test
    void aProgramThatIsNotThereOrMayNotRunSaysNothingAboutTheServer() throws Exception {
        assertThat(exec("/no/such/program")).isInstanceOfSatisfying(Inconclusive.class,
                it -> assertThat(it.cause()).isEqualTo(
                        "program /no/such/program cannot be started: it is not there; install it or mend option program"));
        assertThat(exec("/etc/passwd")).isInstanceOf(Inconclusive.class);
    }

    @Test
    void moreOutputThanAPipeHoldsDoesNotBlockTheProgram() throws Exception {
        assertThat(exec("/bin/sh -c 'head -c 3000000 /dev/zero; echo end'")).isInstanceOf(Passed.class);
    }

    @Test
    void atTheLimitTheWholeFamilyIsKilled(@TempDir Path directory) throws Exception {
        Path pids = directory.resolve("pids");
        CheckResult result = probe(new ExecCheck(), 80, Duration.ofSeconds(2), Map.of("program",
                "/bin/sh -c 'echo $$ >>" + pids + "; sh -c \"echo \\$\\$ >>" + pids + "; sleep 61; :\"; sleep 62'"));
        assertFailed(result, Reason.TIMEOUT, "was killed");
        assertThat(Files.readAllLines(pids)).hasSize(2).allSatisfy(pid -> ProcessHandle.of(Long.parseLong(pid))
                .ifPresent(each -> assertThat(each.onExit()).as("%s", each.info()).succeedsWithin(LIMIT)));
    }

    @Test
    void aChildThatKeepsTheOutputOpenDoesNotHoldTheProbe(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        assertThat(exec("/bin/sh -c 'sleep 600 & echo $! >" + pid + "; echo OK'", "expect", "OK"))
                .isInstanceOf(Passed.class);
        ProcessHandle child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        assertThat(child.destroyForcibly()).as("it was still there").isTrue();
    }

    @Test
    void theFourStatesOfNagios() throws Exception {
        assertThat(nagios("echo TCP OK; exit 0", "fail")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("TCP OK"));
        assertThat(nagios("echo slow; exit 1", "pass")).isInstanceOf(Passed.class);
        assertFailed(nagios("echo slow; exit 1", "fail"), Reason.PROGRAM, "slow");
        assertFailed(nagios("echo 'CRITICAL - dead|time=1s'; exit 2", "pass"), Reason.PROGRAM, "CRITICAL - dead");
        assertThat(nagios("echo bad option; exit 3", "pass")).isEqualTo(
                new Inconclusive("the plugin says that it does not know: bad option"));
        assertThat(nagios("echo what; exit 127", "pass")).isInstanceOf(Inconclusive.class);
    }

    @Test
    void aRealPluginOfNagiosSeesAListenerComeAndGo() throws Exception {
        assertThat(NAGIOS_PLUGIN).as("this test needs it: apt-get install monitoring-plugins-basic").isExecutable();
        Map<String, String> set = Map.of("program", NAGIOS_PLUGIN + " -H %h -p %p");
        int port = RealServer.freePort();
        try (var _ = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            assertThat(probe(new NagiosCheck(), port, LIMIT, set)).isInstanceOfSatisfying(Passed.class,
                    passed -> {
                        Product.at("Monitoring Plugins", NAGIOS_PLUGIN).passedBy("nagios");
                        assertThat(passed.text()).startsWith("TCP OK - ");
                        assertThat(passed.metrics()).singleElement().satisfies(metric -> {
                            assertThat(metric.name()).isEqualTo("time");
                            assertThat(metric.unit()).isEqualTo("s");
                        });
                    });
        }
        assertFailed(probe(new NagiosCheck(), port, LIMIT, set), Reason.PROGRAM, "refused");
    }

    @Test
    void performanceDataBecomeMetrics() {
        NagiosOutput said = NagiosOutput.parse("""
                DISK OK - free space: / 3326 MB (56%); | /=2643MB;5948;5958;0;5968
                / 15272 MB (77%);
                /boot 68 MB (69%); | /boot=68MB;88;93;0;98 'my ''home'''=69.5%;;;0
                load=0.25;15;30;0 users=U broken= x=1e3c t=-.5ms 5
                """);
        assertThat(said.text()).isEqualTo("DISK OK - free space: / 3326 MB (56%);");
        assertThat(said.metrics()).containsExactly(new Metric("/", 2643, "MB"), new Metric("/boot", 68, "MB"),
                new Metric("my 'home'", 69.5, "%"), Metric.load(0.25), new Metric("x", 1000, "c"),
                new Metric("t", -0.5, "ms"));
        assertThat(NagiosOutput.parse("").metrics()).isEmpty();
    }
}
