package io.arapaima.check.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Metric;
import io.arapaima.check.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentCheckTest {
    private static CheckResult ask(String answer, String... options) throws Exception {
        return Asking.once(new AgentCheck(), new ScriptedServer(Behaviour.ANSWERS, Dialogue.greeting(answer)), options);
    }

    private static List<Metric> metrics(String answer) throws Exception {
        CheckResult result = ask(answer);
        assertThat(result).as(answer).isInstanceOf(Passed.class);
        return ((Passed) result).metrics();
    }

    @Test
    void wordsMayStandInAnyOrderBetweenBlanksTabsAndCommas() throws Exception {
        List<Metric> all = List.of(Metric.share(75), Metric.drain(false));
        assertThat(metrics("up ready 75%\n")).isEqualTo(all);
        assertThat(metrics("75%,\tREADY maxconn:30, Up\r\n")).isEqualTo(all);
        assertThat(metrics("ready, 75%\rand what comes then\n")).isEqualTo(all);
        assertThat(metrics("drain 50% ready nonsense 75%\n")).isEqualTo(all);
    }

    @Test
    void whatIsNotSaidStaysAsItWas() throws Exception {
        assertThat(metrics("up\n")).isEmpty();
        assertThat(metrics("maxconn:30\n")).isEmpty();
        assertThat(metrics("0%\n")).containsExactly(Metric.share(0));
        assertThat(metrics("drain\n")).containsExactly(Metric.drain(true));
        assertThat(metrics("maint\n")).containsExactly(Metric.drain(true));
    }

    @ParameterizedTest
    @CsvSource(value = {"down", "stopped#on purpose, up again at 12", "FAIL # 75%", "failed 20%",
            "ready down"}, delimiter = ';')
    void aServerMayFailItself(String line) throws Exception {
        assertThat(ask(line + "\n", "unreachable", "pass"))
                .isEqualTo(new Failed(Reason.PROGRAM, "the agent says \"" + line + "\""));
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "HTTP/1.1 400 Bad Request", "75", "-5%", "9999999999%", "# up", "maxconn:many"})
    void whatIsNoAgentIsAnotherProtocol(String line) throws Exception {
        assertThat(ask(line + "\n")).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected words such as up, drain or 75%, got \"" + line + "\""));
    }

    @Test
    void aLineHasAnEnd() throws Exception {
        assertThat(ask("up ".repeat(400))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.PROTOCOL);
            assertThat(failed.text()).startsWith("a line longer than 1024 characters");
        });
        assertThat(ask("#" + "x".repeat(1019) + " up\n")).isInstanceOf(Failed.class);
        assertThat(ask("up #" + "x".repeat(1020) + "\n")).isInstanceOf(Passed.class);
        assertThat(Asking.once(new AgentCheck(),
                new ScriptedServer(Behaviour.ANSWERS,
                        (_, out) -> out.write("up 7".getBytes(StandardCharsets.US_ASCII)))))
                .isEqualTo(new Failed(Reason.CLOSED, "the agent closed after \"up 7\", in the middle of a line"));
    }

    @Test
    void anAgentThatDoesNotAnswerCountsAsIsWanted() throws Exception {
        assertThat(silent("fail")).isInstanceOf(Failed.class);
        assertThat(silent("pass")).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.metrics()).isEmpty();
            assertThat(passed.text()).startsWith("no agent answers: ");
        });
        assertThat(silent("inconclusive")).isInstanceOf(Inconclusive.class);
    }

    private static CheckResult silent(String meaning) throws Exception {
        return Asking.once(new AgentCheck(), new ScriptedServer(Behaviour.REFUSES, Dialogue.SILENT), "unreachable",
                meaning);
    }
}
