package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Garbage and spoilt messages at a daemon's socket cost their own conversation. The same ones at each run;
 * {@code -Darapaima.hostile=20000} makes more of them, {@code -Darapaima.seed=7} others.
 */
class GarbageTest {
    private static final List<String> PIECES = List.of("\"", "{", "}", "[".repeat(3000), "null", "\\u0000", "\n",
            "\u00ff",
            "9".repeat(40), "-1", "{\"type\":\"Hello\"", "\u001b[2J", "1e999");

    @TempDir
    Path folder = Path.of("");

    private final long seed = Long.getLong("arapaima.seed", 1);
    private final Random random = new Random(seed);

    private byte[] spoilt(List<Message> messages) {
        if (random.nextInt(10) == 0) {
            byte[] bytes = new byte[random.nextInt(5000)];
            random.nextBytes(bytes);
            return bytes;
        }
        var text = new StringBuilder(Json.writeMessage(messages.get(random.nextInt(messages.size()))) + "\n");
        for (int times = random.nextInt(5); times > 0; times--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.insert(from, text.substring(from, to).repeat(random.nextInt(100)));
                default -> text.setLength(from);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void garbageCostsItsOwnConversationOnly() throws Exception {
        Path socket = folder.resolve("hub.sock");
        Queue<Throwable> defects = new ConcurrentLinkedQueue<>();
        List<Message> messages = IpcTest.everyMessage();
        try (var _ = IpcServer.listen(socket, connection -> {
            try {
                while (true) {
                    connection.send(new Message.Answer(true, List.of(connection.receive().toString())));
                }
            } catch (IOException e) {
                throw e;
            } catch (Throwable e) {
                defects.add(e);
            }
        })) {
            for (int i = Integer.getInteger("arapaima.hostile", 500); i > 0; i--) {
                try (var raw = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                    raw.write(ByteBuffer.wrap(spoilt(messages)));
                } catch (IOException e) {
                    // The daemon has had enough of it.
                }
                if (i % 50 == 0) {
                    try (var good = IpcConnection.connect(socket)) {
                        good.send(new Message.StatusQuery());
                        assertThat(good.receive()).as("seed %d, %d before the end", seed, i)
                                .isEqualTo(new Message.Answer(true, List.of("StatusQuery[inParts=false]")));
                    }
                }
            }
        }
        assertThat(defects).as("seed %d", seed).isEmpty();
    }
}
