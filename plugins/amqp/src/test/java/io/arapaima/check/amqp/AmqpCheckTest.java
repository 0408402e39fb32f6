package io.arapaima.check.amqp;

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
import io.arapaima.check.UndecidedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmqpCheckTest {
    private static final String[] LOGIN = {"user", "hans", "password", "gretel"};

    private static byte[] start(String mechanisms) throws UndecidedException {
        return ScriptedBroker.frame(Method.START, new Payload().octet(0).octet(9).number32(3).octet(1).octet(2).octet(3)
                .longText("", mechanisms).longText("", "en_US"));
    }

    private static byte[] tune() {
        return ScriptedBroker.frame(Method.TUNE, new Payload().number16(2047).number32(131072).number16(60));
    }

    private static byte[] openOk() throws UndecidedException {
        return ScriptedBroker.frame(Method.OPEN_OK, new Payload().shortText("", ""));
    }

    /** Everything up to a queue with so many messages and consumers. */
    static List<byte[]> broker(int messages, int consumers) throws UndecidedException {
        return List.of(start("AMQPLAIN PLAIN"), tune(), new byte[0], openOk(),
                ScriptedBroker.frame(Method.CHANNEL_OPEN_OK, new Payload().number32(0)),
                ScriptedBroker.frame(Method.QUEUE_DECLARE_OK,
                        new Payload().shortText("", "jobs").number32(messages).number32(consumers)));
    }

    private static CheckResult ask(List<byte[]> answers, String... options) throws Exception {
        return Asking.once(new AmqpCheck(),
                new ScriptedServer(Behaviour.ANSWERS, ScriptedBroker.answering(answers)), options);
    }

    private static CheckResult queue(int messages, int consumers, String... limit) throws Exception {
        return ask(broker(messages, consumers), "user", "hans", "queue", "jobs", limit[0], limit[1]);
    }

    @Test
    void withoutAUserTheGreetingIsEnough() throws Exception {
        assertThat(ask(List.of(start("EXTERNAL")))).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("greeted with AMQP 0.9"));
        assertThat(ask(List.of(start("EXTERNAL"), tune()), LOGIN)).isEqualTo(new Failed(Reason.CONTENT,
                "expected a login with PLAIN, but the broker offers \"EXTERNAL\""));
    }

    @Test
    void theQueueIsJudged() throws Exception {
        assertThat(queue(7, 2, "max-messages", "7")).isInstanceOfSatisfying(Passed.class, passed -> assertThat(
                passed.metrics()).containsExactly(new Metric("messages", 7, ""), new Metric("consumers", 2, "")));
        assertThat(queue(8, 2, "max-messages", "7")).isEqualTo(new Failed(Reason.CONTENT,
                "queue \"jobs\" has 8 messages and 2 consumers; expected at most 7 messages"));
        assertThat(queue(8, 1, "min-consumers", "2")).isEqualTo(new Failed(Reason.CONTENT,
                "queue \"jobs\" has 8 messages and 1 consumers; expected at least 2 consumers"));
        assertThat(queue(-1, 1, "max-messages", "2000000000")).isInstanceOf(Failed.class);
    }

    @Test
    void aBrokerThatClosesSaysWhy() throws Exception {
        byte[] close = ScriptedBroker.frame(Method.CLOSE,
                new Payload().number16(403).shortText("", "ACCESS_REFUSED").number32(0));
        assertThat(ask(List.of(start("PLAIN"), close), LOGIN)).isEqualTo(new Failed(Reason.CONTENT,
                "expected TUNE, but the broker closes with 403 \"ACCESS_REFUSED\""));
    }

    @Test
    void heartbeatsArePassedOverButNotForEver() throws Exception {
        byte[] heartbeat = {8, 0, 0, 0, 0, 0, 0, (byte) 0xce};
        assertThat(ask(List.of(heartbeat, heartbeat, start("PLAIN")))).isInstanceOf(Passed.class);
        assertThat(ask(java.util.Collections.nCopies(20, heartbeat))).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected START, got nothing but heartbeats"));
    }

    @Test
    void whatIsNoAmqpIsAnotherProtocol() throws Exception {
        assertThat(raw("AMQP\0\1\0\0")).isEqualTo(
                new Failed(Reason.PROTOCOL, "the broker speaks AMQP 1-0-0, not 0-9-1"));
        assertThat(raw("HTTP/1.1 400 Bad Request\r\n")).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected a frame of AMQP, got \"HTTP/1.\""));
        assertThat(raw("A\0\0\0\0\0\0\0")).isInstanceOf(Failed.class);
        assertThat(raw("\1\0\0\377\377\377\377")).isEqualTo(new Failed(Reason.PROTOCOL,
                "a frame of 4294967295 bytes; at most 65536 are expected"));
        assertThat(raw("\1\0\0\0\0\0\4abcdx")).isEqualTo(
                new Failed(Reason.PROTOCOL, "a frame ends with 0x78 instead of 0xce"));
        assertThat(raw("\1\0\0\0\0\0\2ab\316")).isEqualTo(
                new Failed(Reason.PROTOCOL, "a method ends in the middle of its fields"));
        assertThat(raw("\1\0\0\0\0\0\4\0\74\0\12\316")).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected START, got method 60.10"));
        assertThat(raw("\1\0\0\0\0\0\12\0\12\0\12\0\11\377\377\377\377\316")).isEqualTo(
                new Failed(Reason.PROTOCOL, "a method ends in the middle of its fields"));
    }

    private static CheckResult raw(String bytes) throws Exception {
        return Asking.once(new AmqpCheck(), new ScriptedServer(Behaviour.ANSWERS, (in, out) -> {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            Dialogue.SILENT.hold(in, out);
        }));
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(List.of(), "password", "x")).isInstanceOf(Inconclusive.class);
        assertThat(ask(List.of(), "queue", "x")).isInstanceOf(Inconclusive.class);
        assertThat(ask(List.of(), "user", "x", "max-messages", "1")).isInstanceOf(Inconclusive.class);
        assertThat(ask(List.of(), "user", "x", "password", "@/no/such/file")).isInstanceOf(Inconclusive.class);
        assertThat(ask(List.of(), "user", "x".repeat(5000))).isInstanceOf(Inconclusive.class);
        assertThat(ask(List.of(), "user", "x", "vhost", "x".repeat(256))).isInstanceOf(Inconclusive.class);
    }

    private static byte[] close(Method how, int code, String words) throws UndecidedException {
        return ScriptedBroker.frame(how, new Payload().number16(code).shortText("", words).number32(0));
    }

    private static CheckResult opened(int code, String words, String... options) throws Exception {
        return ask(List.of(start("PLAIN"), tune(), new byte[0], close(Method.CLOSE, code, words)), options);
    }

    /** RabbitMQ's words: rights that a user lacks, against a virtual host that is not there, full or down. */
    @Test
    void aUserWithoutRightsAtAVirtualHostProvesThatTheBrokerWorks() throws Exception {
        String refused = "NOT_ALLOWED - access to vhost '/' refused for user 'hans'";
        assertThat(opened(530, refused, LOGIN)).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.notice().orElseThrow().subject()).isEqualTo("login of hans"));
        assertThat(opened(530, refused, "user", "hans", "queue", "jobs")).isInstanceOf(Inconclusive.class);
        for (String other : List.of("NOT_ALLOWED - vhost gone not found",
                "NOT_ALLOWED - access to vhost '/' refused for user 'hans': connection limit (1) is reached")) {
            assertThat(opened(530, other, LOGIN)).as(other).isInstanceOf(Failed.class);
        }
        assertThat(
                opened(541, "INTERNAL_ERROR - access to vhost '/' refused for user 'hans': vhost '/' is down", LOGIN))
                .isInstanceOf(Failed.class);
    }

    @Test
    void aQueueThatSomebodyHasForHimselfIsThere() throws Exception {
        List<byte[]> locked = new java.util.ArrayList<>(broker(1, 1).subList(0, 5));
        locked.add(
                close(Method.CHANNEL_CLOSE, 405, "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue"));
        assertThat(ask(locked, "user", "hans", "queue", "jobs")).isInstanceOf(Passed.class);
        assertThat(ask(locked, "user", "hans", "queue", "jobs", "max-messages", "1")).isInstanceOf(Inconclusive.class);
        List<byte[]> gone = new java.util.ArrayList<>(broker(1, 1).subList(0, 5));
        gone.add(close(Method.CHANNEL_CLOSE, 404, "NOT_FOUND - no queue 'jobs'"));
        assertThat(ask(gone, "user", "hans", "queue", "jobs")).isInstanceOf(Failed.class);
    }
}
