package io.arapaima.check.dns;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Names inside a message, which may point back into it (RFC 1035, section 4.1.4). */
final class Names {
    private static final int POINTER = 0xc0;
    private static final int MOST_JUMPS = 127;
    private static final int LONGEST = 1024;

    private Names() {}

    /** Reads the name at the position, which moves behind it; with a dot at the end, as dig writes it. */
    static String read(ByteBuffer message) throws ProtocolException {
        var name = new StringBuilder();
        int behind = -1;
        int jumps = 0;
        for (int length = message.get() & 0xff; length != 0; length = message.get() & 0xff) {
            if ((length & POINTER) == POINTER) {
                int to = ((length & ~POINTER) << 8) | (message.get() & 0xff);
                behind = behind < 0 ? message.position() : behind;
                if (++jumps > MOST_JUMPS) {
                    throw new ProtocolException("a name in the answer points in circles");
                }
                message.position(to);
            } else if ((length & POINTER) != 0) {
                throw new ProtocolException("a name in the answer has a part of an unknown kind");
            } else {
                label(message, length, name);
            }
            if (name.length() > LONGEST) {
                throw new ProtocolException("a name in the answer is longer than " + LONGEST + " characters");
            }
        }
        if (behind >= 0) {
            message.position(behind);
        }
        return name.isEmpty() ? "." : name.toString();
    }

    private static void label(ByteBuffer message, int length, StringBuilder name) {
        for (int i = 0; i < length; i++) {
            char c = (char) (message.get() & 0xff);
            if (c == '.' || c == '\\') {
                name.append('\\');
            }
            name.append(c);
        }
        name.append('.');
    }
}
