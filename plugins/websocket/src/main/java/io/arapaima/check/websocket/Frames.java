package io.arapaima.check.websocket;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import io.arapaima.check.Quoted;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Frames of an open WebSocket (RFC 6455, section 5). */
final class Frames {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xa;
    private static final int MOST_OF_CONTROL = 125;
    /** What a server may say before it answers a ping. */
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_FRAMES = 1000;
    private static final byte[] NORMAL_CLOSURE = {3, (byte) 232};

    private final CheckSocket connection;
    private final byte[] mask;

    /** The mask is four bytes by chance. */
    Frames(CheckSocket connection, byte[] mask) {
        this.connection = connection;
        this.mask = mask;
    }

    /** Pings and waits for the pong with the same payload; what else the server says meanwhile is passed over. */
    void ping(byte[] payload) throws IOException {
        send(PING, payload);
        long seen = 0;
        for (int i = 0; i < MOST_FRAMES; i++) {
            int head = connection.readBytes(1)[0] & 0xff;
            long length = length();
            int kind = head & 0xf;
            boolean control = kind >= CLOSE;
            if ((head & 0x70) != 0 || kind > PONG || (kind > 2 && !control)
                    || (control && ((head & FINAL) == 0 || length > MOST_OF_CONTROL))) {
                throw new ProtocolException("a frame begins with 0x" + Integer.toHexString(head) + " and has " + length
                        + " bytes, which RFC 6455 does not allow");
            }
            seen += length;
            if (length > MOST_BYTES || seen > MOST_BYTES) {
                break;
            }
            if (!control) {
                connection.in().skipNBytes(length);
                continue;
            }
            byte[] said = connection.readBytes((int) length);
            if (kind == CLOSE) {
                throw closed(said);
            }
            if (kind == PONG && Arrays.equals(said, payload)) {
                return;
            }
        }
        throw new ProtocolException("expected an answer to the ping, got " + seen + " bytes of other frames");
    }

    /** Says goodbye without waiting for an answer. */
    void close() throws IOException {
        send(CLOSE, NORMAL_CLOSURE);
    }

    private void send(int kind, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(2 + mask.length + payload.length).put((byte) (FINAL | kind))
                .put((byte) (MASKED | payload.length)).put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % mask.length]));
        }
        connection.send(frame.array());
    }

    private long length() throws IOException {
        int first = connection.readBytes(1)[0] & 0xff;
        if ((first & MASKED) != 0) {
            throw new ProtocolException("the server masks its frames, which only clients do");
        }
        long length = switch (first) {
            case 126 -> ByteBuffer.wrap(connection.readBytes(2)).getShort() & 0xffff;
            case 127 -> ByteBuffer.wrap(connection.readBytes(8)).getLong();
            default -> first;
        };
        if (length < 0) {
            throw new ProtocolException("a frame has an impossible length");
        }
        return length;
    }

    private static FailedException closed(byte[] said) {
        String why = said.length < 2
                ? "without a code"
                : "with code " + (ByteBuffer.wrap(said).getShort() & 0xffff) + " "
                        + Quoted.of(OptionText.said(ByteBuffer.wrap(said, 2, said.length - 2)));
        return new FailedException(Reason.CLOSED, "the server closed the WebSocket " + why);
    }
}
