package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedReplyTest {
    private static NumberedReply read(String words) throws IOException {
        Duration limit = Duration.ofSeconds(5);
        try (var server = new ScriptedServer(Behaviour.ANSWERS, Dialogue.greeting(words));
                var connection = CheckSocket.connect(new Target(server.address().getAddress(),
                        server.address().getPort(), Target.Transport.TCP, limit, Options.of(List.of(), Map.of())),
                        Deadline.in(limit))) {
            return NumberedReply.read(connection);
        }
    }

    @Test
    void aReplyHasOneLineOrMore() throws IOException {
        assertThat(read("220 ready\r\n")).isEqualTo(new NumberedReply(220, List.of("ready")));
        assertThat(read("250-one\r\n250-two\r\n250 three\r\n"))
                .isEqualTo(new NumberedReply(250, List.of("one", "two", "three")));
        assertThat(read("230-Welcome\r\n to this place\r\n230\r\n"))
                .isEqualTo(new NumberedReply(230, List.of("Welcome", " to this place", "")));
        assertThat(read("354\r\n")).hasToString("354");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-x\r\n", "22\r\n", "2200 x\r\n", "620 x\r\n", "220_x\r\n", "\r\n"})
    void whatIsNoReplyIsQuoted(String words) {
        assertThatThrownBy(() -> read(words)).isInstanceOf(ProtocolException.class)
                .hasMessageContaining("three digits, got \"");
    }

    @Test
    void aReplyThatNeverEndsHasAnEnd() {
        assertThatThrownBy(() -> read("250-x\r\n".repeat(300))).isInstanceOf(ProtocolException.class)
                .hasMessageContaining("more than 200 lines");
    }

    @Test
    void theFirstDigitDecidesAndTheMessageSaysBoth() {
        var reply = new NumberedReply(554, List.of("a", "no service"));
        assertThat(reply.code()).isEqualTo(554);
        assertThatThrownBy(() -> reply.expecting(2, "as a greeting")).isInstanceOfSatisfying(FailedException.class,
                failed -> assertThat(CheckResult.of(failed)).isEqualTo(
                        new Failed(Reason.CONTENT, "expected 2xx as a greeting, got 554 no service")));
    }
}
