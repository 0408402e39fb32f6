package io.arapaima.check.amqp;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import io.arapaima.check.Quoted;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A conversation with a broker: one method after the other, in frames (AMQP 0-9-1, section 4.2). */
final class Broker {
    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int METHOD_FRAME = 1;
    private static final int HEARTBEAT_FRAME = 8;
    private static final int END = 0xce;
    /** The broker's properties are the longest that is said before a queue; those of RabbitMQ have 500 bytes. */
    private static final int LONGEST_FRAME = 64 << 10;
    private static final int MOST_HEARTBEATS = 16;
    private static final int SUCCESS = 200;

    private final CheckSocket connection;

    Broker(CheckSocket connection) {
        this.connection = connection;
    }

    /** Says which protocol we speak; a broker that speaks another one says which. */
    void greet() throws IOException {
        connection.send(HEADER);
    }

    void send(int channel, Method method, Payload payload) throws IOException {
        byte[] fields = payload.bytes();
        ByteBuffer frame = ByteBuffer.allocate(12 + fields.length).put((byte) METHOD_FRAME).putShort((short) channel)
                .putInt(4 + fields.length).putInt(method.code).put(fields).put((byte) END);
        connection.send(frame.array());
    }

    /** What a broker says: a method, or why it closes. */
    sealed interface Said permits Fields, Closing {}

    /**
     * Why a broker closes a connection or a channel.
     *
     * @param code the number of the reason
     * @param words of the broker
     */
    record Closing(int code, String words) implements Said {
        FailedException instead(Method wanted) {
            return new FailedException(Reason.CONTENT,
                    "expected " + wanted + ", but the broker closes with " + code + " " + Quoted.of(words));
        }
    }

    /** Waits for a method; a broker that closes instead says why. */
    Fields expect(Method wanted) throws IOException {
        return switch (hear(wanted)) {
            case Fields fields -> fields;
            case Closing closing -> throw closing.instead(wanted);
        };
    }

    /** Waits for a method, or for the reason why it does not come. */
    Said hear(Method wanted) throws IOException {
        for (int i = 0; i < MOST_HEARTBEATS; i++) {
            byte[] head = head();
            int size = ByteBuffer.wrap(head).getInt(3);
            if (size < 0 || size > LONGEST_FRAME) {
                throw new ProtocolException("a frame of " + (size & 0xffffffffL) + " bytes; at most " + LONGEST_FRAME
                        + " are expected");
            }
            byte[] payload = connection.readBytes(size);
            int end = connection.readBytes(1)[0] & 0xff;
            if (end != END) {
                throw new ProtocolException("a frame ends with 0x" + Integer.toHexString(end) + " instead of 0xce");
            }
            if (head[0] != HEARTBEAT_FRAME) {
                return method(wanted, head[0], new Fields(payload));
            }
        }
        throw new ProtocolException("expected " + wanted + ", got nothing but heartbeats");
    }

    /** Type, channel and size; the first byte of another protocol's name tells that this is no frame. */
    private byte[] head() throws IOException {
        byte[] head = connection.readBytes(7);
        if (head[0] == HEADER[0]) {
            byte[] last = connection.readBytes(1);
            if (Arrays.equals(head, 0, 4, HEADER, 0, 4)) {
                throw new ProtocolException(
                        "the broker speaks AMQP " + head[5] + "-" + head[6] + "-" + last[0] + ", not 0-9-1");
            }
        }
        if (head[0] != METHOD_FRAME && head[0] != HEARTBEAT_FRAME) {
            throw new ProtocolException("expected a frame of AMQP, got "
                    + Quoted.of(new String(head, StandardCharsets.ISO_8859_1)));
        }
        return head;
    }

    private static Said method(Method wanted, int type, Fields fields) throws IOException {
        int code = fields.number32();
        if (type == METHOD_FRAME && code == wanted.code) {
            return fields;
        }
        if (code == Method.CLOSE.code || code == Method.CHANNEL_CLOSE.code) {
            return new Closing(fields.number16(), fields.shortText());
        }
        throw new ProtocolException(
                "expected " + wanted + ", got method " + (code >>> 16) + "." + (code & 0xffff));
    }

    /** Ends the connection without waiting for the answer. */
    void close() throws IOException {
        send(0, Method.CLOSE, new Payload().number16(SUCCESS).shortText("reply", "well").number32(0));
    }

    /** What came with a method, in the order of its fields. */
    static final class Fields implements Said {
        private final ByteBuffer bytes;

        private Fields(byte[] payload) {
            this.bytes = ByteBuffer.wrap(payload);
        }

        int number8() throws IOException {
            return take(1).get() & 0xff;
        }

        int number16() throws IOException {
            return take(2).getShort() & 0xffff;
        }

        int number32() throws IOException {
            return take(4).getInt();
        }

        String shortText() throws IOException {
            return text(number8());
        }

        String longText() throws IOException {
            return text(number32());
        }

        /** Passes over a table. */
        void table() throws IOException {
            var _ = take(number32());
        }

        private String text(int length) throws IOException {
            return OptionText.said(take(length));
        }

        private ByteBuffer take(int length) throws ProtocolException {
            if (length < 0 || length > bytes.remaining()) {
                throw new ProtocolException("a method ends in the middle of its fields");
            }
            ByteBuffer part = bytes.slice(bytes.position(), length);
            bytes.position(bytes.position() + length);
            return part;
        }
    }
}
