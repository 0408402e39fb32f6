package io.arapaima.check.ping;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.check.Target.Transport;
import io.arapaima.check.ping.ScriptedChannel.Habit;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PingingTest {
    private static CheckResult ask(Habit habit, Map<String, String> options, Duration limit) throws Exception {
        PingCheck check = new PingCheck((_, _) -> new ScriptedChannel(IcmpVersion.V4, habit));
        return check.probe(new Target(InetAddress.getLoopbackAddress(), 0, Transport.TCP, limit,
                Options.of(check.options(), options)), Deadline.in(limit));
    }

    private static double loss(CheckResult result) {
        return ((Passed) result).metrics().stream().filter(each -> each.name().equals("loss")).findFirst()
                .orElseThrow().value();
    }

    @Test
    void everyRequestIsAnswered() throws Exception {
        CheckResult result = ask(Habit.ANSWERS, Map.of("count", "5", "interval", "10ms"), Duration.ofSeconds(30));
        assertThat(result).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).startsWith("5 of 5 echo requests answered"));
        assertThat(loss(result)).isZero();
    }

    @Test
    void lostRequestsCountAgainstMaxLossAndAreNotWaitedForToTheDeadline() throws Exception {
        Map<String, String> ten = Map.of("count", "10", "interval", "10ms");
        long start = System.nanoTime();
        assertThat(loss(ask(Habit.LOSES_EVERY_SECOND, ten, Duration.ofSeconds(60)))).isEqualTo(50);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(ask(Habit.LOSES_EVERY_SECOND, Map.of("count", "10", "interval", "10ms", "max-loss", "50"),
                Duration.ofSeconds(30))).isInstanceOf(Passed.class);
        assertThat(ask(Habit.LOSES_EVERY_SECOND, Map.of("count", "10", "interval", "10ms", "max-loss", "49"),
                Duration.ofSeconds(2))).isInstanceOfSatisfying(Failed.class,
                        failed -> assertThat(failed.text()).startsWith("5 of 10").endsWith("max-loss is 49 %"));
    }

    @Test
    void aDuplicateIsNoSecondAnswer() throws Exception {
        assertThat(loss(ask(Habit.ANSWERS_THE_FIRST_TWICE, Map.of("count", "2", "interval", "10ms"),
                Duration.ofSeconds(30)))).isEqualTo(50);
        assertThat(ask(Habit.SENDS_GARBAGE, Map.of("count", "1"), Duration.ofSeconds(1))).isInstanceOf(Failed.class);
    }

    @Test
    void moreRequestsThanFitTheTimeLimitAreAMistakeOfTheOperator() throws Exception {
        assertThat(ask(Habit.ANSWERS, Map.of("count", "10", "interval", "1"), Duration.ofSeconds(2)))
                .isInstanceOfSatisfying(Inconclusive.class,
                        result -> assertThat(result.cause()).contains("takes 9000 ms"));
    }

    @Test
    void aProbeThatSentNothingSaysNothingAboutTheServer() throws Exception {
        assertThat(ask(Habit.ANSWERS, Map.of("count", "1"), Duration.ofNanos(1))).isInstanceOf(Inconclusive.class);
    }
}
