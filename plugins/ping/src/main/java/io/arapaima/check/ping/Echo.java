package io.arapaima.check.ping;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.OptionalInt;

/**
 * The messages of one probe. A reply belongs to it when it brings the nonce back: identifiers have 16 bits, the kernel
 * replaces them on datagram sockets, and a raw socket sees the replies to every program of the machine.
 *
 * @param version the protocol
 * @param identifier 0 to 65535
 * @param nonce what tells our replies from others
 * @param size data behind the header, in bytes; at least {@link #LEAST_DATA}
 */
record Echo(IcmpVersion version, int identifier, long nonce, int size) {
    /** Room for the nonce. */
    static final int LEAST_DATA = Long.BYTES;
    private static final int HEADER = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Echo random(IcmpVersion version, int size) {
        return new Echo(version, RANDOM.nextInt(0x10000), RANDOM.nextLong(), size);
    }

    /** {@return the length of a message in bytes} */
    int length() {
        return HEADER + size;
    }

    byte[] request(int sequence) {
        ByteBuffer message = ByteBuffer.allocate(length());
        message.put(version.request).put((byte) 0).putShort((short) 0).putShort((short) identifier)
                .putShort((short) sequence).putLong(nonce);
        if (version == IcmpVersion.V4) {
            // The kernel computes ICMPv6's, which covers addresses we do not know yet.
            message.putShort(2, checksum(message.array()));
        }
        return message.array();
    }

    /** The sequence number of a reply to us; empty for any other message. */
    OptionalInt sequenceOf(ByteBuffer message) {
        return message.remaining() == length() && message.get(0) == version.reply && message.get(1) == 0
                && message.getLong(HEADER) == nonce
                        ? OptionalInt.of(Short.toUnsignedInt(message.getShort(6)))
                        : OptionalInt.empty();
    }

    /** RFC 1071. */
    static short checksum(byte[] message) {
        long sum = 0;
        for (int i = 0; i < message.length; i += 2) {
            int low = i + 1 < message.length ? message[i + 1] & 0xff : 0;
            sum += (message[i] & 0xff) << 8 | low;
        }
        while (sum > 0xffff) {
            sum = (sum >> 16) + (sum & 0xffff);
        }
        return (short) ~sum;
    }
}
