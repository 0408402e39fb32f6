package io.arapaima.ipvs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks over attributes. After each {@link #next} that is true the getters speak of that attribute, and check its size.
 * Order does not matter to a reader, and unknown types are passed over: newer kernels say more.
 */
final class Attributes {
    /** No attributes at all. */
    static final Attributes NONE = new Attributes(ByteBuffer.allocate(0), 0, 0);
    private static final int TYPE_MASK = 0x3FFF;

    private final ByteBuffer buffer;
    private final int end;
    private int next;
    private int type;
    private int from;
    private int length;

    Attributes(ByteBuffer buffer, int from, int end) {
        this.buffer = buffer;
        this.end = end;
        this.next = from;
    }

    /** Goes to the next attribute; false at the end. */
    boolean next() throws NetlinkException.Malformed {
        int left = end - next;
        if (left <= 0) {
            return false;
        }
        int size = left < MessageWriter.ATTRIBUTE_HEADER ? 0 : Short.toUnsignedInt(buffer.getShort(next));
        if (size < MessageWriter.ATTRIBUTE_HEADER || size > left) {
            throw new NetlinkException.Malformed(
                    "an attribute of " + size + " bytes where " + left + " are left, at byte " + next);
        }
        type = buffer.getShort(next + Short.BYTES) & TYPE_MASK;
        from = next + MessageWriter.ATTRIBUTE_HEADER;
        length = size - MessageWriter.ATTRIBUTE_HEADER;
        next += MessageWriter.align(size);
        return true;
    }

    int type() {
        return type;
    }

    int u8() throws NetlinkException.Malformed {
        return Byte.toUnsignedInt(buffer.get(at(1)));
    }

    int u16() throws NetlinkException.Malformed {
        return Short.toUnsignedInt(buffer.getShort(at(Short.BYTES)));
    }

    /** A number in network order: ports. */
    int u16be() throws NetlinkException.Malformed {
        int at = at(Short.BYTES);
        return Byte.toUnsignedInt(buffer.get(at)) << Byte.SIZE | Byte.toUnsignedInt(buffer.get(at + 1));
    }

    long u32() throws NetlinkException.Malformed {
        return Integer.toUnsignedLong(buffer.getInt(at(Integer.BYTES)));
    }

    /** A number of 64 bits, aligned to 4 bytes only. */
    long u64() throws NetlinkException.Malformed {
        return buffer.getLong(at(Long.BYTES));
    }

    /** A number of 32 or of 64 bits, as it came. */
    long number() throws NetlinkException.Malformed {
        return length < Long.BYTES ? u32() : u64();
    }

    /** The first so many bytes. */
    byte[] bytes(int count) throws NetlinkException.Malformed {
        byte[] bytes = new byte[count];
        buffer.get(at(count), bytes);
        return bytes;
    }

    byte[] bytes() throws NetlinkException.Malformed {
        return bytes(length);
    }

    /** A text up to its closing zero, or to the end. */
    String string() throws NetlinkException.Malformed {
        byte[] bytes = bytes();
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** The attributes inside this one. */
    Attributes nested() {
        return new Attributes(buffer, from, from + length);
    }

    private int at(int needed) throws NetlinkException.Malformed {
        if (length < needed) {
            throw new NetlinkException.Malformed(
                    "attribute " + type + " has " + length + " bytes, not the " + needed + " it needs");
        }
        return from;
    }
}
