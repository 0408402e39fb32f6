package io.arapaima.http2;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What both sides say to each other (RFC 9113, section 4).
 *
 * @param kind what it is
 * @param flags what they mean depends on the kind
 * @param stream 0 for the connection as a whole
 * @param payload at most {@value #LONGEST} bytes
 */
record Frame(Kind kind, int flags, int stream, ByteBuffer payload) {
    static final int HEAD = 9;
    /** The most that every side takes, unless it says that it takes more. */
    static final int LONGEST = 16384;
    static final int ACK = 0x1;
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int PRIORITISED = 0x20;

    /** Kinds of frames (section 6). */
    enum Kind {
        DATA(0), HEADERS(1), PRIORITY(2), RST_STREAM(3), SETTINGS(4), PUSH_PROMISE(5), PING(6), GOAWAY(7),
        WINDOW_UPDATE(8), CONTINUATION(9),
        /** Of an extension, to be passed over. */
        OTHER(-1);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        static Kind of(int number) {
            return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst().orElse(OTHER);
        }
    }

    static Frame of(Kind kind, int flags, int stream, byte[] payload) {
        return new Frame(kind, flags, stream, ByteBuffer.wrap(payload));
    }

    /** That so many bytes more may be sent. */
    static Frame window(int stream, int bytes) {
        return new Frame(Kind.WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(0, bytes));
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    void writeTo(ByteArrayOutputStream out) {
        int length = payload.remaining();
        out.writeBytes(ByteBuffer.allocate(HEAD).putInt(length << 8 | kind.number).put((byte) flags)
                .putInt(stream).array());
        out.write(payload.array(), payload.arrayOffset() + payload.position(), length);
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream(HEAD + payload.remaining());
        writeTo(out);
        return out.toByteArray();
    }

    /** The payload without padding and priority. */
    ByteBuffer content() throws ProtocolException {
        boolean padded = kind != Kind.CONTINUATION && has(PADDED);
        int before = (padded ? 1 : 0) + (kind == Kind.HEADERS && has(PRIORITISED) ? 5 : 0);
        int after = padded && payload.hasRemaining() ? payload.get(0) & 0xff : 0;
        if (before + after > payload.remaining()) {
            throw new ProtocolException("a frame of " + payload.remaining() + " bytes is shorter than its padding");
        }
        return payload.slice(before, payload.remaining() - before - after);
    }

    /** Whether the server may send such a frame to a client with one stream, 1. */
    boolean allowed() {
        int length = payload.remaining();
        return switch (kind) {
            case DATA, HEADERS, CONTINUATION -> stream == 1;
            case RST_STREAM -> stream == 1 && length == 4;
            case PRIORITY -> stream != 0 && length == 5;
            case SETTINGS -> stream == 0 && length % 6 == 0 && !(has(ACK) && length > 0);
            case PING -> stream == 0 && length == 8;
            case GOAWAY -> stream == 0 && length >= 8;
            case WINDOW_UPDATE -> length == 4;
            case PUSH_PROMISE -> false;
            case OTHER -> true;
        };
    }
}
