package io.arapaima.check.grpc;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.Quoted;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One call on the one stream of an HTTP/2 connection (RFC 9113), which the server was known to speak. */
final class Http2Call {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int ACK = 0x1;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;
    private static final int PRIORITY = 0x20;
    private static final int STREAM = 1;
    /** No dynamic table for the server's headers, and nothing that was not asked for. */
    private static final byte[] OUR_SETTINGS = {0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0};
    /** The least that every server keeps to, unless it is told more. */
    private static final int LONGEST_FRAME = 16384;
    private static final int MOST_FRAMES = 100;
    private static final int MOST_BYTES = 64 << 10;

    private final CheckSocket connection;
    private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean settled;
    /** The stream has ended, but for header fields that follow. */
    private boolean ended;
    /** A block of headers goes on in the next frame. */
    private boolean open;

    Http2Call(CheckSocket connection) {
        this.connection = connection;
    }

    private record Frame(int kind, int flags, int stream, ByteBuffer payload) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /**
     * What came back on the stream.
     *
     * @param status what {@code grpc-status} says
     * @param message the bytes of the body
     */
    record Reply(Optional<Integer> status, ByteBuffer message) {}

    Reply call(byte[] requestHeaders, byte[] message) throws IOException {
        connection.send(PREFACE);
        send(SETTINGS, 0, 0, OUR_SETTINGS);
        send(HEADERS, END_HEADERS, STREAM, requestHeaders);
        send(DATA, END_STREAM, STREAM, message);
        for (int i = 0; i < MOST_FRAMES; i++) {
            Frame frame = next();
            if (frame.stream() == 0) {
                connectionFrame(frame);
            } else if (frame.stream() == STREAM && streamFrame(frame)) {
                return new Reply(HeaderBlock.status(headers.toByteArray()), ByteBuffer.wrap(body.toByteArray()));
            }
        }
        throw new ProtocolException("no end of the answer within " + MOST_FRAMES + " frames");
    }

    private void send(int kind, int flags, int stream, byte[] payload) throws IOException {
        connection.send(ByteBuffer.allocate(9 + payload.length).put((byte) (payload.length >> 16))
                .putShort((short) payload.length).put((byte) kind).put((byte) flags).putInt(stream).put(payload)
                .array());
    }

    private Frame next() throws IOException {
        byte[] head = connection.readBytes(9);
        ByteBuffer fields = ByteBuffer.wrap(head);
        int lengthAndKind = fields.getInt();
        int length = lengthAndKind >>> 8;
        int kind = lengthAndKind & 0xff;
        if (length > LONGEST_FRAME || (!settled && kind != SETTINGS)) {
            throw new ProtocolException("expected the settings of HTTP/2 and frames of at most " + LONGEST_FRAME
                    + " bytes, got " + Quoted.of(new String(head, StandardCharsets.ISO_8859_1)));
        }
        settled = true;
        int flags = fields.get() & 0xff;
        return new Frame(kind, flags, fields.getInt() & 0x7fffffff, ByteBuffer.wrap(connection.readBytes(length)));
    }

    private void connectionFrame(Frame frame) throws IOException {
        if (frame.kind() == SETTINGS && !frame.has(ACK)) {
            send(SETTINGS, ACK, 0, new byte[0]);
        } else if (frame.kind() == PING && !frame.has(ACK)) {
            send(PING, ACK, 0, frame.payload().array());
        } else if (frame.kind() == GOAWAY && errorAt(frame, 4) != 0) {
            throw new FailedException(Reason.CLOSED,
                    "the server ends the connection (GOAWAY, error " + errorAt(frame, 4) + ")");
        }
    }

    /** With the error 0 a server that is about to end still answers what it has begun. */
    private static int errorAt(Frame frame, int at) throws ProtocolException {
        if (frame.payload().remaining() < at + 4) {
            throw new ProtocolException("a frame is too short for the error that it tells");
        }
        return frame.payload().getInt(at);
    }

    /** Whether the answer has ended. */
    private boolean streamFrame(Frame frame) throws IOException {
        switch (frame.kind()) {
            case DATA -> keep(body, plain(frame));
            case HEADERS, CONTINUATION -> keep(headers, plain(frame));
            case RST_STREAM -> throw new FailedException(Reason.CLOSED, "the server resets the stream (error "
                    + errorAt(frame, 0) + ")");
            default -> {
                // Of no interest to one short call: priorities, windows, and kinds that are still to be invented.
            }
        }
        boolean ofHeaders = frame.kind() == HEADERS || frame.kind() == CONTINUATION;
        boolean mayEnd = frame.kind() == HEADERS || frame.kind() == DATA;
        ended |= mayEnd && frame.has(END_STREAM);
        open = ofHeaders ? !frame.has(END_HEADERS) : open;
        return ended && !open;
    }

    private static void keep(ByteArrayOutputStream into, ByteBuffer part) throws ProtocolException {
        if (into.size() + part.remaining() > MOST_BYTES) {
            throw new ProtocolException("an answer of more than " + MOST_BYTES + " bytes");
        }
        into.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    }

    /** Without padding and priority. */
    private static ByteBuffer plain(Frame frame) throws IOException {
        ByteBuffer payload = frame.payload();
        boolean padded = frame.kind() != CONTINUATION && frame.has(PADDED);
        int before = (padded ? 1 : 0) + (frame.kind() == HEADERS && frame.has(PRIORITY) ? 5 : 0);
        int after = padded && payload.hasRemaining() ? payload.get(0) & 0xff : 0;
        if (before + after > payload.remaining()) {
            throw new EOFException("a frame is shorter than its padding");
        }
        return payload.slice(before, payload.remaining() - before - after);
    }
}
