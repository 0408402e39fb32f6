package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon and a peer of another build, which speaks in plain lines here. */
class NeighbourTest {
    private static final String HELLO = "{\"type\":\"Hello\",\"program\":\"lvsctl\",\"version\":\"0.9\",\"pid\":7}";

    @TempDir
    Path folder = Path.of("");

    /** What another build says, line by line. */
    private record Neighbour(SocketChannel channel, BufferedReader lines) implements Closeable {
        static Neighbour connect(Path socket) throws IOException {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return new Neighbour(channel, new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)));
        }

        void say(String line) throws IOException {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Greets as the daemons do, and says what it has understood. */
    private IpcServer daemon() throws IOException {
        return IpcServer.listen(folder.resolve("hub.sock"), peer -> {
            Message.Hello hello = peer.receiveHello();
            while (true) {
                peer.send(new Message.Answer(true, List.of(hello.program(), peer.receiveKnown().toString())));
            }
        });
    }

    private Neighbour neighbour() throws IOException {
        return Neighbour.connect(folder.resolve("hub.sock"));
    }

    @Test
    void aMessageThatIsNotKnownIsRefusedWithASentenceAndTheConversationGoesOn() throws IOException {
        try (var _ = daemon(); var peer = neighbour()) {
            peer.say(HELLO);
            peer.say("{\"type\":\"Teleport\",\"to\":\"mars\"}");
            assertThat(peer.lines().readLine()).startsWith("{\"type\":\"Answer\",\"ok\":false")
                    .contains("the message Teleport is not understood by version", "protocol 1");
            peer.say("{\"type\":\"Operate\",\"server\":\"web/s1\",\"action\":\"VANISH\"}");
            assertThat(peer.lines().readLine()).startsWith("{\"type\":\"Answer\",\"ok\":false")
                    .contains("the message Operate is not understood", "lacks action");
            peer.say("{\"type\":\"StatusQuery\"}");
            assertThat(peer.lines().readLine()).contains("\"ok\":true", "lvsctl", "StatusQuery[");
        }
    }

    @Test
    void aPeerOfTheSameProtocolMaySayMoreInItsHello() throws IOException {
        try (var _ = daemon(); var peer = neighbour()) {
            peer.say("{\"type\":\"Hello\",\"program\":\"web\",\"version\":\"9\",\"pid\":7,\"protocol\":1,\"shoe\":46}");
            peer.say("{\"type\":\"StatusQuery\"}");
            assertThat(peer.lines().readLine()).contains("\"ok\":true", "web");
        }
    }

    @Test
    void aPeerOfAnotherProtocolIsToldSo() throws IOException {
        try (var _ = daemon(); var peer = neighbour()) {
            peer.say("{\"type\":\"Hello\",\"program\":\"lvsctl\",\"version\":\"9\",\"pid\":7,\"protocol\":2}");
            assertThat(peer.lines().readLine()).contains("\"ok\":false",
                    "lvsctl 9 speaks protocol 2, and this is version", "which speaks 1");
            assertThat(peer.lines().readLine()).as("the end").isNull();
        }
    }

    @Test
    void whatIsNoMessageEndsTheConversation() throws IOException {
        try (var _ = daemon(); var peer = neighbour()) {
            peer.say(HELLO);
            peer.say("GET / HTTP/1.1");
            assertThat(peer.lines().readLine()).isNull();
        }
    }
}
