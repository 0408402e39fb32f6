package io.arapaima.check.mysql;

import io.arapaima.check.CheckSocket;
import io.arapaima.check.OptionText;
import io.arapaima.check.Quoted;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Packets of the client/server protocol: three bytes of length, one that counts, the payload. For one connection. */
final class Packets {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int HEADER = 4;

    private final CheckSocket connection;
    private int number;

    Packets(CheckSocket connection) {
        this.connection = connection;
    }

    /**
     * Reads a packet.
     *
     * @throws ProtocolException if it is too long, empty or out of turn
     */
    ByteBuffer read() throws IOException {
        byte[] header = connection.readBytes(HEADER);
        int length = (header[0] & 0xff) | ((header[1] & 0xff) << 8) | ((header[2] & 0xff) << 16);
        if (length == 0 || length > MOST_BYTES || (header[3] & 0xff) != number) {
            throw new ProtocolException("the answer is no packet of MySQL: a length of " + length + ", number "
                    + (header[3] & 0xff) + " where " + number + " is due");
        }
        number = (number + 1) & 0xff;
        return ByteBuffer.wrap(connection.readBytes(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a packet that must not be an error. */
    ByteBuffer read(String what) throws IOException {
        ByteBuffer packet = read();
        if (first(packet) == ServerError.FIRST) {
            ServerError.read(packet).raise(what);
        }
        return packet;
    }

    /** {@return the byte that says what a packet is} */
    static int first(ByteBuffer packet) {
        return packet.get(0) & 0xff;
    }

    void send(byte[] payload) throws IOException {
        byte[] packet = ByteBuffer.allocate(HEADER + payload.length).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(payload.length | (number << 24)).put(payload).array();
        number = (number + 1) & 0xff;
        connection.send(packet);
    }

    /** Begins anew to count, as every command does. */
    void sendCommand(int command, String words) throws IOException {
        number = 0;
        byte[] text = OptionText.bytes(words);
        send(ByteBuffer.allocate(1 + text.length).put((byte) command).put(text).array());
    }

    /** {@return the text up to the next zero or the end, one character a byte} */
    static String text(ByteBuffer packet) {
        var text = new StringBuilder();
        while (packet.hasRemaining()) {
            byte next = packet.get();
            if (next == 0) {
                break;
            }
            text.append((char) (next & 0xff));
        }
        return text.toString();
    }

    /** Reads a text that its length precedes; NULL is 0xfb. */
    static String value(ByteBuffer packet) throws ProtocolException {
        int first = packet.get() & 0xff;
        long length = switch (first) {
            case 0xfb -> -1;
            case 0xfc -> packet.getShort() & 0xffff;
            case 0xfd -> (packet.getShort() & 0xffff) | ((packet.get() & 0xff) << 16);
            default -> first;
        };
        if (length > packet.remaining()) {
            throw new ProtocolException("a value of the answer ends behind its packet");
        }
        if (length < 0) {
            return "NULL";
        }
        byte[] bytes = new byte[(int) length];
        packet.get(bytes);
        return OptionText.said(bytes);
    }

    static ProtocolException unexpected(String what, ByteBuffer packet) {
        return new ProtocolException("expected " + what + ", got a packet that begins with 0x"
                + Integer.toHexString(first(packet)) + " " + Quoted.of(text(packet)));
    }
}
