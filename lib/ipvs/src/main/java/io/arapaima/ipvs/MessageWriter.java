package io.arapaima.ipvs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Builds netlink messages back to back in one direct buffer that grows and is used again. Per message: {@link #begin}, the
 * fixed header by {@code put}, attributes, {@link #end}. Padding is always zero.
 */
final class MessageWriter {
    static final int HEADER = 16;
    static final int ATTRIBUTE_HEADER = 4;
    static final int NESTED = 0x8000;
    private static final int ALIGNMENT = 4;
    private static final int MAX_ATTRIBUTE = 0xFFFF;

    private ByteBuffer out = NetlinkSocket.direct(16 * 1024);
    private int start;

    /** The length with the padding behind it. */
    static int align(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Forgets all messages. */
    MessageWriter clear() {
        out.clear();
        return this;
    }

    /** Starts a message; its length comes with {@link #end}. */
    MessageWriter begin(int type, int flags, int sequence) {
        room(HEADER);
        start = out.position();
        out.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(0);
        return this;
    }

    MessageWriter end() {
        out.putInt(start, out.position() - start);
        return this;
    }

    MessageWriter put8(int value) {
        room(1);
        out.put((byte) value);
        return this;
    }

    MessageWriter put16(int value) {
        room(Short.BYTES);
        out.putShort((short) value);
        return this;
    }

    MessageWriter put32(long value) {
        room(Integer.BYTES);
        out.putInt((int) value);
        return this;
    }

    MessageWriter u8(int type, int value) {
        return attribute(type, 1).put8(value).pad();
    }

    MessageWriter u16(int type, int value) {
        return attribute(type, Short.BYTES).put16(value).pad();
    }

    /** A number in network order: ports. */
    MessageWriter u16be(int type, int value) {
        return attribute(type, Short.BYTES).put8(value >>> Byte.SIZE).put8(value).pad();
    }

    MessageWriter u32(int type, long value) {
        return attribute(type, Integer.BYTES).put32(value);
    }

    /** Two numbers in one attribute: flags and which of them count. */
    MessageWriter u32s(int type, long first, long second) {
        return attribute(type, 2 * Integer.BYTES).put32(first).put32(second);
    }

    MessageWriter bytes(int type, byte[] value) {
        attribute(type, value.length);
        room(value.length);
        out.put(value);
        return pad();
    }

    /** A text with its closing zero. */
    MessageWriter string(int type, String value) {
        return bytes(type, (value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** An attribute that holds those which the body writes. */
    MessageWriter nested(int type, Runnable body) {
        room(ATTRIBUTE_HEADER);
        int at = out.position();
        attribute(type | NESTED, 0);
        body.run();
        out.putShort(at, (short) checked(out.position() - at));
        return this;
    }

    /** All messages so far, from position 0; valid until the next change. */
    ByteBuffer messages() {
        return out.duplicate().order(out.order()).flip();
    }

    private MessageWriter attribute(int type, int length) {
        return put16(checked(ATTRIBUTE_HEADER + length)).put16(type);
    }

    private static int checked(int length) {
        if (length > MAX_ATTRIBUTE) {
            throw new IllegalArgumentException("an attribute of " + length + " bytes is beyond " + MAX_ATTRIBUTE);
        }
        return length;
    }

    private MessageWriter pad() {
        while ((out.position() - start) % ALIGNMENT != 0) {
            put8(0);
        }
        return this;
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            out = NetlinkSocket.direct(Math.max(2 * out.capacity(), out.position() + bytes)).put(out.flip());
        }
    }
}
