package io.arapaima.pulse.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Letters on a TCP connection between two directors, in records that are sealed as heartbeats are: a record that was forged,
 * played back, left out or put elsewhere ends the conversation. Writing is slow on purpose, so that a large letter never
 * fills the line on which heartbeats travel. For one thread.
 */
public final class SealedStream {
    /** More than any answer, and any lvs.cf that a hub would send. */
    static final int MOST = 4 << 20;
    /** 8 KiB, 32 times a second: 2 Mbit/s. */
    static final int RECORD = 8192;
    private static final long PAUSE_MILLIS = 31;
    private static final int HEAD = Long.BYTES + Integer.BYTES + 1;
    /** Between two records of a letter. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final Seal seal;
    private final Correspondent partner;

    /**
     * What is sent.
     *
     * @param exchange random number of a letter and its answer
     * @param text any
     */
    public record Letter(long exchange, String text) {}

    /**
     * @param seal of this process, for letters alone
     * @param partner the other end, as far as its letters prove it
     */
    public SealedStream(Socket socket, Seal seal, Correspondent partner) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.seal = seal;
        this.partner = partner;
    }

    /**
     * Sends a letter; takes its time.
     *
     * @param to incarnation of the addressee
     */
    public void write(Letter letter, long to) throws IOException {
        byte[] content = letter.text().getBytes(StandardCharsets.UTF_8);
        int records = Math.max(1, (content.length + RECORD - 1) / RECORD);
        for (int i = 0; i < records; i++) {
            int from = i * RECORD;
            int length = Math.min(RECORD, content.length - from);
            byte[] plain = ByteBuffer.allocate(HEAD + length).putLong(letter.exchange()).putInt(i)
                    .put((byte) (i == records - 1 ? 1 : 0)).put(content, from, length).array();
            byte[] packet = seal.close(false, to, plain, 0, plain.length);
            socket.getOutputStream().write(ByteBuffer.allocate(Integer.BYTES + packet.length).putInt(packet.length)
                    .put(packet).array());
            if (i < records - 1) {
                pause();
            }
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted between two records");
        }
    }

    /**
     * Waits for a letter; for its first byte as long as the socket does.
     *
     * @throws IOException when the other end is silent, gone, or not the partner
     */
    public Letter read() throws IOException {
        var content = new ByteArrayOutputStream();
        long exchange = 0;
        for (int i = 0;; i++) {
            ByteBuffer plain = record();
            long of = plain.getLong();
            if (plain.getInt() != i || (i > 0 && of != exchange)) {
                throw new IOException("a record is missing or belongs to another letter");
            }
            exchange = of;
            boolean last = plain.get() == 1;
            byte[] part = new byte[plain.remaining()];
            plain.get(part);
            content.writeBytes(part);
            if (content.size() > MOST) {
                throw new IOException("a letter of more than " + MOST + " bytes");
            }
            if (last) {
                return new Letter(exchange, content.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private ByteBuffer record() throws IOException {
        int length = in.readInt();
        socket.setSoTimeout(PATIENCE_MILLIS);
        if (length < Seal.HEAD + HEAD + Seal.TAG || length > Seal.HEAD + HEAD + RECORD + Seal.TAG) {
            throw new IOException("no record has " + length + " bytes");
        }
        byte[] packet = new byte[length];
        in.readFully(packet);
        Seal.Head head = Seal.head(packet, 0, length).orElseThrow(() -> new IOException("no record begins like that"));
        return switch (partner.judge(head, packet, 0, length, System.nanoTime())) {
            case Correspondent.Deliver deliver -> ByteBuffer.wrap(deliver.data());
            case Correspondent.Drop(), Correspondent.Unopened(), Correspondent.Greet _ ->
                throw new IOException("a record that the partner did not seal for this process");
        };
    }
}
