package io.arapaima.ipvs;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Ethernet frames with ARP for IPv4 (RFC 826). Pure. */
final class ArpFrame {
    static final int ETHERTYPE = 0x0806;
    private static final int SIZE = 42;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    /** Hardware type Ethernet, protocol IPv4, sizes 6 and 4. */
    private static final long ETHERNET_IPV4 = 0x0001_0800_0604L;
    private static final int TYPE_AT = 12;
    private static final int KIND_AT = 14;
    private static final int SENDER_MAC_AT = 22;
    private static final int SENDER_AT = 28;

    private ArpFrame() {}

    /** Gratuitous request: what most caches learn from (RFC 5227 section 3 calls it announcement). */
    static byte[] request(Mac mac, Inet4Address address) {
        return frame(REQUEST, mac, address.getAddress(), Mac.BROADCAST, address);
    }

    /** Gratuitous reply: what Piranha sent; Linux knows it by target = sender. */
    static byte[] reply(Mac mac, Inet4Address address) {
        return frame(REPLY, mac, address.getAddress(), mac, address);
    }

    /** Asks who has an address without claiming it (RFC 5227 section 2.1): the sender's address is 0.0.0.0. */
    static byte[] probe(Mac mac, Inet4Address address) {
        return frame(REQUEST, mac, new byte[4], Mac.NONE, address);
    }

    private static byte[] frame(int operation, Mac mac, byte[] sender, Mac target, Inet4Address address) {
        return ByteBuffer.allocate(SIZE).put(Mac.BROADCAST.bytes()).put(mac.bytes()).putShort((short) ETHERTYPE)
                .putShort((short) (ETHERNET_IPV4 >>> 32)).putInt((int) ETHERNET_IPV4).putShort((short) operation)
                .put(mac.bytes()).put(sender).put(target.bytes()).put(address.getAddress()).array();
    }

    /** Who says in this frame, be it question or answer, that the address is its own. */
    static Optional<Mac> claimant(byte[] frame, InetAddress address) {
        if (frame.length < SIZE) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(frame);
        boolean arp = in.getShort(TYPE_AT) == ETHERTYPE && in.getShort(KIND_AT) == (short) (ETHERNET_IPV4 >>> 32)
                && in.getInt(KIND_AT + 2) == (int) ETHERNET_IPV4;
        byte[] sender = Arrays.copyOfRange(frame, SENDER_AT, SENDER_AT + 4);
        return arp && Arrays.equals(sender, address.getAddress())
                ? Optional.of(Mac.of(frame, SENDER_MAC_AT))
                : Optional.empty();
    }
}
