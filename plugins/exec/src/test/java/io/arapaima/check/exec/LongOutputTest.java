package io.arapaima.check.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * With many check programs the real server writes what they print. The texts are of a million characters and take
 * milliseconds; whatever looks at a text of that length more often than a fixed number of times is not done within hours,
 * which is all that the time-outs tell apart.
 */
@Timeout(120)
class LongOutputTest {
    private static final int LONG = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void oneLongWordIsNoSeriesAndWhatFollowsItIsRead() {
        String word = "a".repeat(LONG);
        assertThat(NagiosOutput.parse("OK |" + word + " load=1").metrics()).containsExactly(Metric.load(1));
        assertThat(NagiosOutput.parse("OK |" + word + "=5 load=2").metrics()).containsExactly(Metric.load(2));
        assertThat(NagiosOutput.parse("OK |'" + word + " load=3").metrics()).isEmpty();
        assertThat(NagiosOutput.parse("OK |x=" + "1".repeat(LONG) + " load=4").metrics())
                .containsExactly(Metric.load(4));
        assertThat(NagiosOutput.parse("OK |" + "a' ".repeat(LONG) + " load=5").metrics())
                .containsExactly(Metric.load(5));
        assertThat(NagiosOutput.parse("OK |" + "'".repeat(LONG) + "=1 load=6").metrics()).doesNotContain(
                Metric.load(1));
    }

    /** As many line ends as a pipe holds, and something behind them. */
    @Test
    void lineEndsThatDoNotEndTheOutputStay() throws Exception {
        String script = "/bin/sh -c \"head -c 60000 /dev/zero | tr '\\\\0' '\\\\n'; echo x; echo\"";
        var check = new ExecCheck();
        for (int i = 0; i < 20; i++) {
            CheckResult result = check.probe(
                    new Target(InetAddress.getLoopbackAddress(), 80, Target.Transport.TCP, LIMIT,
                            Options.of(check.options(), Map.of("program", script, "expect", "x"))),
                    Deadline.in(LIMIT));
            assertThat(result).isInstanceOf(Failed.class);
        }
        assertThat(check.probe(new Target(InetAddress.getLoopbackAddress(), 80, Target.Transport.TCP, LIMIT,
                Options.of(check.options(), Map.of("program", "/bin/echo x", "expect", "x"))), Deadline.in(LIMIT)))
                .isInstanceOf(Passed.class);
    }
}
