package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckSocketTest {
    private static CheckSocket connect(Peer server, Duration limit) throws IOException {
        var options = Options.of(List.of(), Map.of());
        var target = new Target(server.address().getAddress(), server.address().getPort(), server.transport(), limit,
                options);
        return CheckSocket.connect(target, Deadline.in(limit));
    }

    @Test
    void aLineLosesItsEndWhicheverItIs() throws IOException {
        try (var server = new ScriptedServer(Behaviour.ANSWERS, Dialogue.greeting("one\r\ntwo\n\r\nlonger"));
                var socket = connect(server, Duration.ofSeconds(30))) {
            assertThat(socket.readLine(3)).isEqualTo("one");
            assertThat(socket.readLine(3)).isEqualTo("two");
            assertThat(socket.readLine(3)).isEmpty();
            assertThatThrownBy(() -> socket.readLine(3)).isInstanceOf(ProtocolException.class)
                    .hasMessage("a line longer than 3 characters: long");
        }
    }

    @Test
    void aLineThatTheServerDoesNotEndIsAnEndOfFile() throws IOException {
        try (var server = new ScriptedServer(Behaviour.CLOSES_EARLY, Dialogue.greeting("220 ready\r\n"));
                var socket = connect(server, Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> socket.readLine(80)).isInstanceOf(EOFException.class)
                    .hasMessageContaining("\"2\"");
        }
    }

    @Test
    void theDeadlineCountsForAllReadsTogether() throws IOException {
        try (var server = new ScriptedServer(Behaviour.DRIPS, Dialogue.greeting("220 ready\r\n"));
                var socket = connect(server, Duration.ofMillis(1200))) {
            assertThatThrownBy(() -> socket.readLine(80)).isInstanceOf(SocketTimeoutException.class)
                    .hasMessageStartingWith("connected, but no complete answer within");
        }
    }

    @Test
    void aRequestThatMightBlockIsRefused() throws IOException {
        try (var server = new ScriptedServer(Behaviour.HANGS, Dialogue.SILENT);
                var socket = connect(server, Duration.ofSeconds(30))) {
            socket.send(new byte[CheckSocket.REQUEST_LIMIT]);
            assertThatThrownBy(() -> socket.send(new byte[CheckSocket.REQUEST_LIMIT + 1]))
                    .hasMessage("a request of 65537 bytes; at most 65536 can be sent");
        }
    }
}
