package io.arapaima.check.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.ScriptedServer;
import org.junit.jupiter.api.Test;

class WebSocketCheckTest {
    static final String GOOD = """
            HTTP/1.1 101 Switching Protocols
            upgrade: WebSocket
            Connection: keep-alive, Upgrade
            Sec-WebSocket-Accept: ACCEPT
            """;
    static final String PONG = "\u008a\u0008arapaima";

    private static CheckResult ask(String answer, String frames, String... options) throws Exception {
        return Asking.once(new WebSocketCheck(),
                new ScriptedServer(Behaviour.ANSWERS, Scripted.server(answer, frames)), options);
    }

    private static void fails(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    /** The example of RFC 6455, section 1.3. */
    @Test
    void theKeyIsAnsweredAsTheStandardSays() {
        assertThat(Handshake.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void aServerMaySaySomethingBeforeThePong() throws Exception {
        assertThat(ask(GOOD, PONG)).isInstanceOf(Passed.class);
        assertThat(ask(GOOD,
                "\u0081\u0005hello\u0002\u0003abc\u0080~\u0000\u0003abc\u0089\u0000\u008a\u0001x" + PONG))
                .isInstanceOf(Passed.class);
        assertThat(ask(GOOD, "", "ping", "0")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("open"));
    }

    @Test
    void aHandshakeIsJudgedToItsLastHeader() throws Exception {
        fails(ask("HTTP/1.1 404 Not Found\n", ""), Reason.CONTENT,
                "expected 101 Switching Protocols, got 404 Not Found");
        fails(ask("SSH-2.0-OpenSSH_9.2\n", ""), Reason.PROTOCOL,
                "expected an answer of HTTP/1.1, got \"SSH-2.0-OpenSSH_9.2\"");
        fails(ask(GOOD.replace("WebSocket", "h2c"), PONG), Reason.PROTOCOL,
                "expected the header Upgrade: websocket, got \"h2c\"");
        fails(ask(GOOD.replace(", Upgrade", ", Upgraded"), PONG), Reason.PROTOCOL,
                "expected the header Connection: Upgrade, got \"keep-alive, Upgraded\"");
        assertThat(ask(GOOD.replace("ACCEPT", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), PONG)).isInstanceOfSatisfying(
                Failed.class, failed -> assertThat(failed.text()).startsWith("expected the header Sec-WebSocket-Acc"));
        assertThat(ask(GOOD + "Sec-WebSocket-Extensions: permessage-deflate\n", PONG)).isInstanceOf(Failed.class);
        assertThat(ask(GOOD + "no name\n", PONG)).isInstanceOf(Failed.class);
        fails(ask(GOOD + "a: b\n".repeat(1000), PONG), Reason.PROTOCOL, "the answer has more than 1000 header lines");
    }

    @Test
    void theSubprotocolMustBeChosen() throws Exception {
        String chat = GOOD + "Sec-WebSocket-Protocol: chat\n";
        assertThat(ask(chat, PONG, "protocol", "chat")).isInstanceOf(Passed.class);
        fails(ask(GOOD, PONG, "protocol", "chat"), Reason.CONTENT, "expected the subprotocol \"chat\", got \"\"");
        fails(ask(chat, PONG), Reason.CONTENT, "expected the subprotocol \"\", got \"chat\"");
    }

    @Test
    void framesAreHeldToTheStandard() throws Exception {
        fails(ask(GOOD, "\u0088\u0005\u0003\u00e9bye"), Reason.CLOSED,
                "the server closed the WebSocket with code 1001 \"bye\"");
        fails(ask(GOOD, "\u0088\u0000"), Reason.CLOSED, "the server closed the WebSocket without a code");
        fails(ask(GOOD, "\u008a\u0088mask"), Reason.PROTOCOL,
                "the server masks its frames, which only clients do");
        fails(ask(GOOD, "\u00c1\u0001x"), Reason.PROTOCOL,
                "a frame begins with 0xc1 and has 1 bytes, which RFC 6455 does not allow");
        fails(ask(GOOD, "\n\u0001x"), Reason.PROTOCOL,
                "a frame begins with 0xa and has 1 bytes, which RFC 6455 does not allow");
        fails(ask(GOOD, "\u0083\u0001x"), Reason.PROTOCOL,
                "a frame begins with 0x83 and has 1 bytes, which RFC 6455 does not allow");
        fails(ask(GOOD, "\u0089~\u0000~"), Reason.PROTOCOL,
                "a frame begins with 0x89 and has 126 bytes, which RFC 6455 does not allow");
        fails(ask(GOOD, "\u0082\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"), Reason.PROTOCOL,
                "a frame has an impossible length");
        fails(ask(GOOD, "\u0082\u007f\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"), Reason.PROTOCOL,
                "expected an answer to the ping, got 9223372036854775807 bytes of other frames");
        fails(ask(GOOD, "\u0089\u0000".repeat(1000) + PONG), Reason.PROTOCOL,
                "expected an answer to the ping, got 0 bytes of other frames");
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(GOOD, PONG, "path", "x")).isInstanceOf(Inconclusive.class);
        assertThat(ask(GOOD, PONG, "path", "/a b")).isInstanceOf(Inconclusive.class);
        assertThat(ask(GOOD, PONG, "origin", "a\r\nb: c")).isInstanceOf(Inconclusive.class);
    }

    /** RFC 9112 binds this recipient too. */
    @Test
    void anAnswerIsReadAsHttpIs() throws Exception {
        assertThat(ask("\nHTTP/1.1 103 Early Hints\nLink: x\n\n" + GOOD.replace("HTTP/1.1 101 ", "HTTP/1.1  101\t")
                .replace("keep-alive, Upgrade", "keep-alive,\n Upgrade").replace("upgrade:", "upgrade :"), PONG))
                .isInstanceOf(Passed.class);
        assertThat(ask(GOOD.replace(" Switching Protocols", ""), PONG)).isInstanceOf(Passed.class);
        fails(ask("HTTP/1.1 426\n", ""), Reason.CONTENT, "expected 101 Switching Protocols, got 426");
    }
}
