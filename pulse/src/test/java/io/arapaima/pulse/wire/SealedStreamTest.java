package io.arapaima.pulse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.pulse.wire.SealedStream.Letter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letters between two directors on a real connection, and what somebody on the way can do to them: end them. */
class SealedStreamTest {
    private static final SharedKey KEY = SharedKey.of("a secret of two directors".getBytes(StandardCharsets.US_ASCII));
    private static final long US = 4711;
    private static final long THEM = 1147;

    private final Correspondent them = new Correspondent(new Seal(KEY, US, 1000), US);
    private Seal sealing = new Seal(KEY, THEM, 1000);
    private Socket ours = new Socket();
    private Socket theirs = new Socket();

    @BeforeEach
    void connect() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            theirs = new Socket(server.getInetAddress(), server.getLocalPort());
            ours = server.accept();
        }
    }

    @AfterEach
    void close() throws IOException {
        ours.close();
        theirs.close();
    }

    private SealedStream reader() throws IOException {
        return new SealedStream(ours, new Seal(KEY, US, 1000), them);
    }

    private SealedStream writer(Socket socket) throws IOException {
        return new SealedStream(socket, sealing, new Correspondent(sealing, THEM));
    }

    @Test
    void aLetterArrivesWholeAndSlowly() throws Exception {
        String text = "\u00e4".repeat(3 * SealedStream.RECORD);
        long start = System.nanoTime();
        var writing = CompletableFuture.runAsync(() -> write(new Letter(7, text)));
        assertThat(reader().read()).isEqualTo(new Letter(7, text));
        writing.join();
        assertThat((System.nanoTime() - start) / 1_000_000).as("ms for six records").isGreaterThan(5 * 30);
        assertThat(them.known()).isEqualTo(THEM);
        write(new Letter(8, ""));
        assertThat(reader().read()).isEqualTo(new Letter(8, ""));
    }

    private void write(Letter letter) {
        try {
            writer(theirs).write(letter, US);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherKeyIsNotBelieved() throws Exception {
        sealing = new Seal(SharedKey.none(), THEM, 1000);
        writer(theirs).write(new Letter(7, "lvs.cf"), US);
        assertThatThrownBy(reader()::read).hasMessageContaining("did not seal");
    }

    @Test
    void whatWasSealedForAnotherProcessIsNotBelieved() throws Exception {
        writer(theirs).write(new Letter(7, "lvs.cf"), US + 1);
        assertThatThrownBy(reader()::read).hasMessageContaining("did not seal");
    }

    @Test
    void aConversationThatIsPlayedBackIsNotBelieved() throws Exception {
        List<byte[]> records = recorded("a".repeat(2 * SealedStream.RECORD));
        play(records);
        assertThat(reader().read().exchange()).isEqualTo(7);
        play(records);
        assertThatThrownBy(reader()::read).hasMessageContaining("did not seal");
    }

    @Test
    void aRecordThatIsMissingOrElsewhereEndsTheLetter() throws Exception {
        List<byte[]> records = recorded("a".repeat(3 * SealedStream.RECORD));
        play(List.of(records.get(0), records.get(2)));
        assertThatThrownBy(reader()::read).hasMessageContaining("missing");
        List<byte[]> others = new ArrayList<>(recorded("b".repeat(3 * SealedStream.RECORD)));
        Collections.swap(others, 1, 2);
        play(others);
        assertThatThrownBy(reader()::read).isInstanceOf(IOException.class);
    }

    @Test
    void garbageEndsItAtOnceAndReservesNothing() throws Exception {
        theirs.getOutputStream().write(ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).putInt(1).array());
        assertThatThrownBy(reader()::read).hasMessageContaining("no record has 2147483647 bytes");
    }

    /** What an eavesdropper has of a letter, record by record. */
    private List<byte[]> recorded(String text) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var socket = new Socket(server.getInetAddress(), server.getLocalPort());
                var heard = server.accept()) {
            writer(socket).write(new Letter(7, text), US);
            socket.shutdownOutput();
            var all = ByteBuffer.wrap(heard.getInputStream().readAllBytes());
            var records = new ArrayList<byte[]>();
            while (all.hasRemaining()) {
                var record = new byte[Integer.BYTES + all.getInt(all.position())];
                all.get(record);
                records.add(record);
            }
            return records;
        }
    }

    private void play(List<byte[]> records) throws IOException {
        for (byte[] record : records) {
            theirs.getOutputStream().write(record);
        }
    }
}
