package io.arapaima.check.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.ScriptedDatagrams;
import io.arapaima.check.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SipCheckTest {
    /** What a server says: the headers that RFC 3261 (8.2.6.2) has it copy, under a status. */
    static byte[] answer(byte[] request, String status) {
        List<String> copied = new String(request, StandardCharsets.UTF_8).lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*")).toList();
        return ("SIP/2.0 " + status + "\r\n" + String.join("\r\n", copied) + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static CheckResult ask(UnaryOperator<byte[]> server, String... options) throws Exception {
        return Asking.once(new SipCheck(), new ScriptedDatagrams(Behaviour.ANSWERS, server), options);
    }

    private static void timesOut(UnaryOperator<byte[]> server) throws Exception {
        assertThat(Asking.onceWithin(Duration.ofMillis(1500), new SipCheck(),
                new ScriptedDatagrams(Behaviour.ANSWERS, server))).isInstanceOfSatisfying(Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT));
    }

    @Test
    void theStatusDecides() throws Exception {
        assertThat(ask(r -> answer(r, "200 OK"))).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("SIP/2.0 200 OK"));
        assertThat(ask(r -> answer(r, "503 Full"))).isEqualTo(
                new Failed(Reason.CONTENT, "expected status 200 to OPTIONS, got 503 Full"));
        assertThat(ask(r -> answer(r, "404 Not here"), "status", "2xx,4xx")).isInstanceOf(Passed.class);
    }

    @Test
    void whatAnswersNothingOrAnotherQuestionIsNoAnswer() throws Exception {
        timesOut(r -> answer(r, "100 Trying"));
        timesOut(r -> new String(answer(r, "200 OK"), StandardCharsets.UTF_8)
                .replaceAll("Call-ID: .", "Call-ID: x").getBytes(StandardCharsets.UTF_8));
        assertThat(ask(_ -> "HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected a status of SIP/2.0, got \"HTTP/1.1 400 Bad\""));
    }

    /** Endlessly, as fast as it is read. */
    @Test
    void aServerThatIsTryingForEverFails() throws Exception {
        byte[] trying = ("SIP/2.0 100 Trying\r\n" + "x: yyyy\r\n".repeat(190) + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(Asking.once(new SipCheck(), new ScriptedServer(Behaviour.ANSWERS, (_, out) -> {
            while (true) {
                out.write(trying);
            }
        }))).isEqualTo(
                new Failed(Reason.PROTOCOL, "more than 16 answers, and none is the last word on OPTIONS; the last "
                        + "was \"SIP/2.0 100 Trying\""));
    }

    @Test
    void theQuestionIsAsRfc3261WantsIt() throws Exception {
        var asked = new StringBuilder();
        ask(r -> {
            asked.append(new String(r, StandardCharsets.UTF_8));
            return answer(r, "200 OK");
        }, "user", "hans");
        assertThat(asked.toString()).matches("(?s)OPTIONS sip:hans@127\\.0\\.0\\.1:\\d+ SIP/2\\.0\r\n"
                + "Via: SIP/2\\.0/UDP arapaima\\.invalid;rport;branch=z9hG4bK[0-9a-f-]{36}\r\nMax-Forwards: 70\r\n.*"
                + "CSeq: 1 OPTIONS\r\n.*Content-Length: 0\r\n\r\n");
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(r -> r, "status", "all")).isInstanceOf(Inconclusive.class);
        assertThat(ask(r -> r, "user", "a\r\nVia: x")).isInstanceOf(Inconclusive.class);
        assertThat(ask(r -> r, "tls", "1")).isInstanceOf(Inconclusive.class);
    }

    /** RFC 3261: lines that go on, empty lines before a message, and a version in any case. */
    @Test
    void anAnswerIsReadAsTheStandardAllows() throws Exception {
        UnaryOperator<byte[]> odd = r -> new String(answer(r, "200 OK"), StandardCharsets.UTF_8)
                .replace("SIP/2.0 200", "sip/2.0 200").replace("Call-ID: ", "i :\r\n\t")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ask(odd)).isInstanceOf(Passed.class);
        assertThat(Asking.once(new SipCheck(), new ScriptedServer(Behaviour.ANSWERS, (in, out) -> {
            var request = new StringBuilder();
            while (!request.toString().endsWith("\r\n\r\n")) {
                request.append((char) in.read());
            }
            byte[] bytes = request.toString().getBytes(StandardCharsets.UTF_8);
            out.write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.write(odd.apply(bytes));
        }))).isInstanceOf(Passed.class);
        assertThat(ask(r -> r, "status", "1xx")).isInstanceOf(Inconclusive.class);
        assertThat(ask(r -> answer(r, "200 OK"), "status", "100,200")).isInstanceOf(Passed.class);
    }
}
