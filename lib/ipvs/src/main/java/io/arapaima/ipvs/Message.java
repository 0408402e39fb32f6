package io.arapaima.ipvs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One message within a datagram; it holds as long as the datagram's buffer does.
 *
 * @param type of the message: a control type, or what the protocol says
 * @param flags of its header
 * @param sequence of the request that it answers, 0 for an event
 * @param buffer the datagram, in native order
 * @param from where the payload starts
 * @param to where the payload ends
 */
record Message(int type, int flags, int sequence, ByteBuffer buffer, int from, int to) {
    /** Control type: the outcome of a request. */
    static final int ERROR = 2;
    /** Control type: the end of a dump. */
    static final int DONE = 3;
    /** Flag: the table changed during the dump. IPVS never says so, rtnetlink does. */
    static final int DUMP_INTERRUPTED = 0x10;

    private static final int CAPPED = 0x100;
    private static final int EXTENDED = 0x200;
    private static final int EXPLANATION = 1;

    /** Takes a datagram apart, from position to limit. */
    static List<Message> split(ByteBuffer datagram) throws NetlinkException.Malformed {
        List<Message> messages = new ArrayList<>();
        int end = datagram.limit();
        for (int at = datagram.position(); at < end;) {
            int left = end - at;
            int length = left < MessageWriter.HEADER ? 0 : datagram.getInt(at);
            if (length < MessageWriter.HEADER || length > left) {
                throw new NetlinkException.Malformed(
                        "a message of " + length + " bytes where " + left + " are left, at byte " + at);
            }
            messages.add(new Message(Short.toUnsignedInt(datagram.getShort(at + 4)),
                    Short.toUnsignedInt(datagram.getShort(at + 6)), datagram.getInt(at + 8), datagram,
                    at + MessageWriter.HEADER, at + length));
            at += MessageWriter.align(length);
        }
        return messages;
    }

    /** The attributes behind a fixed header of so many bytes. */
    Attributes attributes(int header) throws NetlinkException.Malformed {
        return new Attributes(buffer, from + offset(header, 0), to);
    }

    int u8(int offset) throws NetlinkException.Malformed {
        return Byte.toUnsignedInt(buffer.get(from + offset(offset, 1)));
    }

    int u16(int offset) throws NetlinkException.Malformed {
        return Short.toUnsignedInt(buffer.getShort(from + offset(offset, Short.BYTES)));
    }

    int s32(int offset) throws NetlinkException.Malformed {
        return buffer.getInt(from + offset(offset, Integer.BYTES));
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** What an {@link #ERROR} or a {@link #DONE} says: 0 for success, or the error's number. */
    int error() throws NetlinkException.Malformed {
        return type == DONE && from == to ? 0 : -s32(0);
    }

    /** The refusal in an {@link #ERROR} or {@link #DONE}, with the kernel's own words where it has some. */
    NetlinkException.Refused refusal() throws NetlinkException.Malformed {
        return new NetlinkException.Refused(error(), type == ERROR && has(EXTENDED) ? explanation() : "");
    }

    private String explanation() throws NetlinkException.Malformed {
        int echoed = has(CAPPED) ? MessageWriter.HEADER : s32(Integer.BYTES);
        if (echoed < MessageWriter.HEADER || echoed > to - from) {
            throw new NetlinkException.Malformed("an error that echoes " + echoed + " bytes");
        }
        for (Attributes at = attributes(Integer.BYTES + MessageWriter.align(echoed)); at.next();) {
            if (at.type() == EXPLANATION) {
                return at.string();
            }
        }
        return "";
    }

    private int offset(int offset, int size) throws NetlinkException.Malformed {
        if (offset + size > to - from) {
            throw new NetlinkException.Malformed("a message of type " + type + " has " + (to - from)
                    + " bytes, not the " + (offset + size) + " it needs");
        }
        return offset;
    }
}
