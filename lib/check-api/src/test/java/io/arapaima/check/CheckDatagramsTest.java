package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDatagramsTest {
    private static final byte[] QUESTION = "well?".getBytes(StandardCharsets.US_ASCII);

    private static CheckDatagrams connect(Peer server, Duration limit, int most) throws IOException {
        return CheckDatagrams.connect(new Target(server.address().getAddress(), server.address().getPort(),
                server.transport(), limit, Options.of(List.of(), Map.of())), Deadline.in(limit), most);
    }

    @Test
    void aQuestionThatGotLostIsAskedAgain() throws IOException {
        var asked = new AtomicInteger();
        try (var server = new ScriptedDatagrams(Behaviour.ANSWERS, _ -> new byte[]{(byte) asked.incrementAndGet()});
                var socket = connect(server, Duration.ofSeconds(6), 100)) {
            assertThat(socket.ask(QUESTION, answer -> answer[0] == 2)).containsExactly(2);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whatIsNoAnswerIsCountedAndPassedOver() throws IOException {
        try (var server = new ScriptedDatagrams(Behaviour.ANSWERS, request -> request);
                var socket = connect(server, Duration.ofSeconds(3), 100)) {
            assertThatThrownBy(() -> socket.ask(QUESTION, _ -> false)).isInstanceOf(SocketTimeoutException.class)
                    .hasMessageMatching("no answer within [2-9]\\d{3} ms; 3 datagrams came that do not answer .*");
        }
    }

    @Test
    void aClosedPortIsKnownAtOnce() throws IOException {
        try (var server = new ScriptedDatagrams(Behaviour.REFUSES, request -> request);
                var socket = connect(server, Duration.ofSeconds(30), 100)) {
            assertThatThrownBy(() -> socket.ask(QUESTION, _ -> true)).isInstanceOf(PortUnreachableException.class);
        }
    }

    @Test
    void noMoreOfADatagramIsReadThanAllowed() throws IOException {
        try (var server = new ScriptedDatagrams(Behaviour.ANSWERS, request -> request);
                var socket = connect(server, Duration.ofSeconds(30), 4)) {
            assertThat(socket.ask(QUESTION, _ -> true)).hasSize(4);
        }
    }

    /** Thousands may wait, and none of them holds room for the longest datagram that there is. */
    @Test
    void aLongAnswerIsAskedForAgainWithRoomForItIfThereIsMemory() throws IOException {
        var asked = new AtomicInteger();
        byte[] answer = new byte[20_000];
        var budget = new AnswerBudget(8L * 4 * AnswerBudget.STEP);
        try (var server = new ScriptedDatagrams(Behaviour.ANSWERS, _ -> {
            asked.incrementAndGet();
            return answer;
        })) {
            var target = new Target(server.address().getAddress(), server.address().getPort(), server.transport(),
                    Duration.ofSeconds(30), Options.of(List.of(), Map.of()));
            List<CheckDatagrams> held = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    held.add(CheckDatagrams.connect(target, Deadline.in(Duration.ofSeconds(30)), 65_507, budget));
                    held.getLast().send(QUESTION);
                    assertThat(held.getLast().receive(Deadline.in(Duration.ofSeconds(30)))).hasSize(20_000);
                }
                assertThat(asked).hasValue(8);
                var poor = CheckDatagrams.connect(target, Deadline.in(Duration.ofSeconds(1)), 65_507, budget);
                held.add(poor);
                poor.send(QUESTION);
                assertThatThrownBy(() -> poor.receive(Deadline.in(Duration.ofSeconds(30))))
                        .isInstanceOf(UndecidedException.class)
                        .hasMessageContaining("no memory for more of the answer");
            } finally {
                held.forEach(CheckDatagrams::close);
            }
            try (var again = CheckDatagrams.connect(target, Deadline.in(Duration.ofSeconds(30)), 65_507, budget)) {
                again.send(QUESTION);
                assertThat(again.receive(Deadline.in(Duration.ofSeconds(30)))).hasSize(20_000);
            }
        }
    }

    /** A machine in the same network that is switched off answers no ARP, and the kernel gives up after three seconds. */
    @ParameterizedTest
    @ValueSource(strings = {OwnNetwork.DEAD, OwnNetwork.DEAD_6})
    void aMachineThatIsSwitchedOffIsNotSilence(String dead) throws Exception {
        assertThat(IcmpErrors.known()).as("--add-opens java.base/sun.nio.ch").isTrue();
        OwnNetwork.with(() -> {
            Duration limit = Duration.ofSeconds(60);
            var target = new Target(InetAddress.ofLiteral(dead), 5000, Target.Transport.UDP, limit,
                    Options.of(List.of(), Map.of()));
            try (var socket = CheckDatagrams.connect(target, Deadline.in(limit), 100)) {
                socket.send(QUESTION);
                assertThatThrownBy(() -> socket.receiveOrSilence(Duration.ofSeconds(59)))
                        .isInstanceOf(NoRouteToHostException.class);
                assertThat(socket.elapsed()).isGreaterThan(Duration.ofSeconds(2));
            }
            return null;
        });
    }

    @Test
    void silenceEndsInTimeToBeOne() throws IOException {
        try (var server = new ScriptedDatagrams(Behaviour.HANGS, request -> request);
                var socket = connect(server, Duration.ofSeconds(2), 100)) {
            socket.send(QUESTION);
            assertThat(socket.receiveOrSilence(Duration.ofSeconds(60))).isEmpty();
            assertThat(socket.elapsed()).isGreaterThan(Duration.ofMillis(1400));
        }
    }

    @Test
    void aServiceWithoutAPortCannotBeAsked() {
        var target = new Target(java.net.InetAddress.getLoopbackAddress(), 0, Target.Transport.UDP,
                Duration.ofSeconds(1), Options.of(List.of(), Map.of()));
        assertThatThrownBy(() -> CheckDatagrams.connect(target, Deadline.in(Duration.ofSeconds(1)), 4))
                .isInstanceOf(UndecidedException.class).hasMessageContaining("set check_port");
    }
}
