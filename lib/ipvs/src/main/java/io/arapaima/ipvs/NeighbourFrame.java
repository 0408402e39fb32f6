package io.arapaima.ipvs;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Ethernet frames with neighbour discovery for IPv6 (RFC 4861). Pure. */
final class NeighbourFrame {
    static final int ETHERTYPE = 0x86DD;
    static final int NEXT_HEADER_AT = 20;
    static final int ICMP_AT = 54;
    static final int ICMPV6 = 58;
    static final int ADVERTISEMENT = 136;
    private static final int SOLICITATION = 135;
    private static final int ADDRESS_SIZE = 16;
    private static final int TYPE_AT = 12;
    private static final int HOP_LIMIT_AT = 21;
    private static final int TARGET_AT = ICMP_AT + 8;
    /** A router would have touched it: only the own network may say such things. */
    private static final int HOP_LIMIT = 255;
    private static final int OVERRIDE = 0x2000_0000;
    private static final int ROUTER = 0x8000_0000;
    private static final int IPV6_WITHOUT_CLASS = 0x6000_0000;
    /** Option: target's link-layer address, one unit of 8 bytes. */
    private static final short TARGET_MAC = 0x0201;
    private static final byte[] ALL_NODES = {(byte) 0xFF, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    /** ff02::1:ff00:0, RFC 4291 section 2.7.1; the last three bytes are those of the address. */
    private static final byte[] SOLICITED_NODE = {(byte) 0xFF, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) 0xFF, 0, 0, 0};

    private NeighbourFrame() {}

    /** Unsolicited: neighbours that know the address take the new hardware address (Override). */
    static byte[] advertisement(Mac mac, Inet6Address address, boolean router) {
        ByteBuffer message = ByteBuffer.allocate(32).putInt(ADVERTISEMENT << 24)
                .putInt(OVERRIDE | (router ? ROUTER : 0)).put(address.getAddress()).putShort(TARGET_MAC)
                .put(mac.bytes());
        return frame(mac, address.getAddress(), ALL_NODES, message.array());
    }

    /** Asks who has an address without claiming it: from the unspecified address (RFC 4862 section 5.4.2). */
    static byte[] solicitation(Mac mac, Inet6Address address) {
        byte[] to = SOLICITED_NODE.clone();
        System.arraycopy(address.getAddress(), 13, to, 13, 3);
        ByteBuffer message = ByteBuffer.allocate(24).putInt(SOLICITATION << 24).putInt(0).put(address.getAddress());
        return frame(mac, new byte[ADDRESS_SIZE], to, message.array());
    }

    private static byte[] frame(Mac mac, byte[] source, byte[] destination, byte[] message) {
        ByteBuffer.wrap(message).putShort(2, checksum(source, destination, message));
        // RFC 2464 section 7: 33:33 and the last four bytes.
        return ByteBuffer.allocate(ICMP_AT + message.length).putShort((short) 0x3333).put(destination, 12, 4)
                .put(mac.bytes()).putShort((short) ETHERTYPE).putInt(IPV6_WITHOUT_CLASS)
                .putShort((short) message.length).put((byte) ICMPV6).put((byte) HOP_LIMIT).put(source)
                .put(destination).put(message).array();
    }

    /** Over pseudo-header and message, whose own checksum is still 0 (RFC 4443 section 2.3). */
    private static short checksum(byte[] source, byte[] destination, byte[] message) {
        ByteBuffer all = ByteBuffer.allocate(2 * ADDRESS_SIZE + 8 + message.length).put(source).put(destination)
                .putInt(message.length).putInt(ICMPV6).put(message).flip();
        int sum = 0;
        while (all.hasRemaining()) {
            sum += Short.toUnsignedInt(all.getShort());
        }
        sum = (sum & 0xFFFF) + (sum >>> Short.SIZE);
        return (short) ~(sum + (sum >>> Short.SIZE));
    }

    /** Who advertises the address in this frame. */
    static Optional<Mac> claimant(byte[] frame, InetAddress address) {
        if (frame.length < TARGET_AT + ADDRESS_SIZE) {
            return Optional.empty();
        }
        boolean advertisement = ByteBuffer.wrap(frame).getShort(TYPE_AT) == (short) ETHERTYPE
                && frame[NEXT_HEADER_AT] == ICMPV6 && frame[HOP_LIMIT_AT] == (byte) HOP_LIMIT
                && frame[ICMP_AT] == (byte) ADVERTISEMENT;
        byte[] target = Arrays.copyOfRange(frame, TARGET_AT, TARGET_AT + ADDRESS_SIZE);
        return advertisement && Arrays.equals(target, address.getAddress())
                ? Optional.of(Mac.of(frame, Mac.SIZE))
                : Optional.empty();
    }
}
