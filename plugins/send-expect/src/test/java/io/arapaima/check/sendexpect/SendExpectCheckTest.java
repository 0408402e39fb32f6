package io.arapaima.check.sendexpect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Dialogue;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.Peer;
import io.arapaima.check.ScriptedDatagrams;
import io.arapaima.check.ScriptedServer;
import io.arapaima.check.Target;
import io.arapaima.check.Asking;
import io.arapaima.check.OwnNetwork;
import io.arapaima.check.Target.Transport;
import io.arapaima.checkspec.Encoding;
import java.net.InetAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendExpectCheckTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Where it is waited for. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static CheckResult probe(Peer server, Map<String, String> options)
            throws IOException, InterruptedException {
        return probe(LIMIT, server, options);
    }

    private static CheckResult probe(Duration limit, Peer server, Map<String, String> options)
            throws IOException, InterruptedException {
        var check = new SendExpectCheck();
        var target = new Target(server.address().getAddress(), server.address().getPort(), server.transport(), limit,
                Options.of(check.options(), options));
        try (server) {
            return check.probe(target, Deadline.in(limit));
        } catch (IOException e) {
            return CheckResult.of(e);
        }
    }

    private static Peer server(Dialogue dialogue) throws IOException {
        return new ScriptedServer(Behaviour.ANSWERS, dialogue);
    }

    private static Peer udp(Behaviour behaviour) throws IOException {
        return new ScriptedDatagrams(behaviour,
                request -> ("got " + request.length).getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertFailed(CheckResult result, Reason reason, String text) {
        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.text()).contains(text);
        });
    }

    @Test
    void withoutSendAndExpectAConnectionIsEnough() throws Exception {
        assertThat(probe(server(Dialogue.SILENT), Map.of())).isInstanceOf(Passed.class);
    }

    @Test
    void withSendAloneNoAnswerIsAwaited() throws Exception {
        assertThat(probe(server(Dialogue.SILENT), Map.of("send", "hello"))).isInstanceOf(Passed.class);
    }

    @Test
    void anAnswerInTwoSegmentsIsOneAnswer() throws Exception {
        Dialogue halves = (in, out) -> {
            out.write("22".getBytes(StandardCharsets.US_ASCII));
            pause();
            out.write("0 ready".getBytes(StandardCharsets.US_ASCII));
            Dialogue.SILENT.hold(in, out);
        };
        assertThat(probe(server(halves), Map.of("expect", "220"))).isInstanceOf(Passed.class);
        assertThat(probe(server(halves), Map.of("expect", "20 re", "regex", "1"))).isInstanceOf(Passed.class);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPrefixIsEnoughAndAnotherBeginningIsNot() throws Exception {
        assertThat(probe(server(Dialogue.greeting("220 ready")), Map.of("expect", "220"))).isInstanceOf(Passed.class);
        assertFailed(probe(server(Dialogue.greeting("554 no")), Map.of("expect", "220")), Reason.CONTENT,
                "expected an answer that begins with \"220\", but got \"554\"");
    }

    @Test
    void bytesAreBytes() throws Exception {
        Dialogue echo = (in, out) -> out.write(in.readNBytes(5));
        Map<String, String> options = Map.of("send", "\u00ff\u0000\u0080\\r\\n", "expect",
                "\u00ff\u0000\u0080\\r\\n");
        assertThat(OptionText.within(Encoding.ISO_8859_1, () -> probe(server(echo), options)))
                .isInstanceOf(Passed.class);
    }

    @Test
    void aStarPassesWhenTheServerClosesUnlessStrict() throws Exception {
        Dialogue closes = (_, _) -> {};
        assertThat(probe(server(closes), Map.of("expect", "*"))).isInstanceOf(Passed.class);
        assertThat(probe(server(closes), Map.of("expect", ""))).isInstanceOf(Passed.class);
        assertFailed(probe(server(closes), Map.of("expect", "*", "strict", "1")), Reason.CLOSED, "at least one byte");
        assertFailed(probe(SHORT, server(Dialogue.SILENT), Map.of("expect", "*")), Reason.TIMEOUT, "any answer");
        assertThat(probe(server(Dialogue.greeting("x")), Map.of("expect", "*", "strict", "1")))
                .isInstanceOf(Passed.class);
    }

    @Test
    void aRegularExpressionSeesMoreThanTheFirstSegment() throws Exception {
        Dialogue page = Dialogue.greeting("x".repeat(60_000) + "needle");
        assertThat(probe(server(page), Map.of("expect", "ne+dle", "regex", "1"))).isInstanceOf(Passed.class);
        Dialogue tooLong = Dialogue.greeting("x".repeat(70_000) + "needle");
        assertFailed(probe(server(tooLong), Map.of("expect", "ne+dle", "regex", "1")), Reason.CONTENT,
                "matches \"ne+dle\"");
    }

    @Test
    void aBadExpressionIsOurFaultAndNotTheServers() throws Exception {
        assertThat(probe(server(Dialogue.greeting("x")), Map.of("expect", "a(b", "regex", "1")))
                .isEqualTo(new Inconclusive(
                        "the regular expression has a parenthesis that is not closed at character 2 of "
                                + "\"a(b\"; it must be a POSIX-extended one"));
    }

    @Test
    void anExpressionThatBacktracksForEverEndsAtTheDeadline() throws Exception {
        long start = System.nanoTime();
        CheckResult result = probe(SHORT, server(Dialogue.greeting("a".repeat(100))),
                Map.of("expect", "(a*)*(a*)*(a*)*b\\\\1", "regex", "1"));
        assertThat(result).isInstanceOfSatisfying(Inconclusive.class,
                it -> assertThat(it.cause()).contains("was not done with an answer of 100 characters by the deadline"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    }

    @Test
    void anExpressionTooDeepForTheStackIsOurFaultToo() throws Exception {
        assertThat(probe(server(Dialogue.greeting("ab".repeat(30_000))), Map.of("expect", "^(a|b)*c", "regex", "1")))
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void overUdpWithoutExpectOnlyAnIcmpErrorIsAFailure() throws Exception {
        assertThat(probe(udp(Behaviour.HANGS), Map.of())).isInstanceOf(Passed.class);
        assertThat(probe(udp(Behaviour.HANGS), Map.of("send", "x"))).isInstanceOf(Passed.class);
        assertThat(probe(udp(Behaviour.ANSWERS), Map.of("send", "x"))).isInstanceOf(Passed.class);
        assertFailed(probe(udp(Behaviour.REFUSES), Map.of()), Reason.REFUSED, "");
    }

    /** The default waits longer than the kernel asks for the machine's hardware address. */
    @Test
    void aMachineThatIsSwitchedOffFails() throws Exception {
        CheckResult result = OwnNetwork
                .with(() -> new Asking(new SendExpectCheck(), InetAddress.ofLiteral(OwnNetwork.DEAD), 5000,
                        Transport.UDP).with());
        assertThat(result).isEqualTo(new Failed(Reason.UNREACHABLE, "No route to host"));
    }

    @Test
    void overUdpTheFirstDatagramDecides() throws Exception {
        assertThat(probe(udp(Behaviour.ANSWERS), Map.of("send", "12345", "expect", "got 5")))
                .isInstanceOf(Passed.class);
        assertThat(probe(udp(Behaviour.ANSWERS), Map.of("expect", "got 1"))).isInstanceOf(Passed.class);
        assertThat(probe(udp(Behaviour.ANSWERS), Map.of("expect", "[0-9]$", "regex", "1"))).isInstanceOf(Passed.class);
        assertThat(probe(udp(Behaviour.ANSWERS), Map.of("expect", "*"))).isInstanceOf(Passed.class);
        assertFailed(probe(udp(Behaviour.ANSWERS), Map.of("expect", "got 1 and more")), Reason.CONTENT,
                "but got \"got 1\"");
        assertFailed(probe(SHORT, udp(Behaviour.HANGS), Map.of("expect", "*")), Reason.TIMEOUT, "any answer");
    }
}
