package io.arapaima.check.uptimeload;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.Options;
import io.arapaima.check.Product;
import io.arapaima.check.Target;
import io.arapaima.check.Target.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UptimeLoadCheckTest {
    private static CheckResult run(String command) throws InterruptedException {
        var check = new UptimeLoadCheck();
        Duration limit = Duration.ofSeconds(60);
        try {
            return check.probe(new Target(InetAddress.getLoopbackAddress(), 80, Transport.TCP, limit,
                    Options.of(check.options(), Map.of("command", command))), Deadline.in(limit));
        } catch (IOException e) {
            return CheckResult.of(e);
        }
    }

    private static double load(CheckResult result) {
        assertThat(result).isInstanceOf(Passed.class);
        Metric metric = ((Passed) result).metrics().getFirst();
        assertThat(metric.name()).isEqualTo(Metric.LOAD);
        return metric.value();
    }

    @Test
    void sshReadsTheLoadOfThisMachine(@TempDir Path directory) throws Exception {
        try (var sshd = new SecureShellDaemon(directory)) {
            double before = here();
            double told = load(run(sshd.client("user")));
            Product.at("OpenSSH", Path.of("/usr/sbin/sshd")).passedBy("uptime-load");
            double after = here();
            assertThat(told).isBetween(Math.min(before, after) / 2 - 0.5, Math.max(before, after) * 2 + 0.5);
            assertThat(run(sshd.client("host"))).as("with a key that is not let in")
                    .isInstanceOfSatisfying(Failed.class, failed -> {
                        assertThat(failed.reason()).isEqualTo(Reason.PROGRAM);
                        assertThat(failed.text()).contains("exit code 255", "Permission denied");
                    });
        }
    }

    private static double here() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).substring(0, 4));
    }

    @Test
    void theServersAddressIsTheLastArgument() throws Exception {
        assertThat(load(run("/bin/sh -c 'test $0 = 127.0.0.1 && echo load average: 1.50, 1, 1'"))).isEqualTo(1.5);
    }

    @Test
    void whatIsToldCountsWhateverTheExitCode() throws Exception {
        assertThat(load(run("/bin/sh -c 'echo load: 2; exit 3'"))).isEqualTo(2);
    }

    @Test
    void outputWithoutLoadIsNoAnswer() throws Exception {
        assertThat(run("/bin/echo up 5 days")).isEqualTo(new Failed(Reason.PROTOCOL,
                "bad load average returned by /bin/echo: up 5 days 127.0.0.1\n"));
        assertThat(run("/bin/sh -c 'echo no route >&2; exit 4'")).isEqualTo(new Failed(Reason.PROGRAM,
                "failed to read remote load: /bin/sh ended with exit code 4, saying: no route"));
    }

    @Test
    void aMissingProgramSaysNothingAboutTheServer() throws Exception {
        assertThat(run("/no/such/program")).isInstanceOfSatisfying(Inconclusive.class,
                result -> assertThat(result.cause()).contains("/no/such/program cannot be started"));
    }
}
