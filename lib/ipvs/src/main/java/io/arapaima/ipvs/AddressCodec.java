package io.arapaima.ipvs;

import io.arapaima.dataplane.VirtualAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** Addresses in rtnetlink's words ({@code linux/if_addr.h}). Pure. */
final class AddressCodec {
    /** Size of {@code ifaddrmsg}. */
    static final int HEADER = 8;
    static final int NEW = 20;
    static final int DELETE = 21;
    static final int GET = 22;
    static final int REPLACE = 0x100;
    static final int CREATE = 0x400;
    private static final int ADDRESS = 1;
    private static final int LOCAL = 2;
    private static final int LABEL = 3;
    private static final int BROADCAST = 4;
    private static final int CACHE_INFO = 6;
    private static final int NO_DAD = 0x02;
    private static final long FOR_EVER = 0xFFFF_FFFFL;
    private static final int IPV4_BITS = 32;
    /** From here on a network has no broadcast address (RFC 3021). */
    private static final int POINT_TO_POINT = 31;

    /**
     * An address as the kernel tells it.
     *
     * @param index of its interface
     * @param address itself
     * @param prefixLength its prefix length
     * @param label empty for IPv6
     */
    record Told(int index, InetAddress address, int prefixLength, String label) {}

    private AddressCodec() {}

    /** Adds, or renews what is there: lifetimes are set again. */
    static Netlink.Request hold(VirtualAddress address, int index, Optional<Duration> lifetime) {
        long valid = lifetime.map(Duration::toSeconds).orElse(FOR_EVER);
        boolean four = address.address() instanceof Inet4Address;
        return new Netlink.Request(NEW, CREATE | REPLACE, writer -> {
            // No duplicate address detection: the address works at once. We asked the network ourselves.
            body(writer, address, index, four ? 0 : NO_DAD);
            if (four && address.prefixLength() < POINT_TO_POINT) {
                writer.bytes(BROADCAST, broadcast(address));
            }
            if (!four || lifetime.isPresent()) {
                // Preferred for 0 s: never a source address of this machine's own connections.
                writer.bytes(CACHE_INFO, cacheInfo(four ? valid : 0, valid));
            }
        });
    }

    /** Removes this one: without prefix and label the kernel would take whichever it finds first. */
    static Netlink.Request drop(VirtualAddress address, int index) {
        return new Netlink.Request(DELETE, writer -> body(writer, address, index, 0));
    }

    static Netlink.Request all() {
        return new Netlink.Request(GET, writer -> writer.put32(0).put32(0));
    }

    private static void body(MessageWriter writer, VirtualAddress address, int index, int flags) {
        byte[] bytes = address.address().getAddress();
        boolean four = address.address() instanceof Inet4Address;
        writer.put8(four ? Libc.AF_INET : Libc.AF_INET6).put8(address.prefixLength()).put8(flags).put8(0).put32(index)
                .bytes(LOCAL, bytes).bytes(ADDRESS, bytes);
        if (four && !address.label().isEmpty()) {
            writer.string(LABEL, address.label());
        }
    }

    private static byte[] broadcast(VirtualAddress address) {
        byte[] bytes = address.address().getAddress();
        for (int bit = address.prefixLength(); bit < IPV4_BITS; bit++) {
            bytes[bit / Byte.SIZE] |= (byte) (0x80 >>> bit % Byte.SIZE);
        }
        return bytes;
    }

    private static byte[] cacheInfo(long preferred, long valid) {
        var info = java.nio.ByteBuffer.allocate(16).order(java.nio.ByteOrder.nativeOrder());
        return info.putInt((int) preferred).putInt((int) valid).array();
    }

    static Optional<Told> decode(Message message) throws NetlinkException {
        if (message.type() != NEW) {
            return Optional.empty();
        }
        int size = switch (message.u8(0)) {
            case Libc.AF_INET -> 4;
            case Libc.AF_INET6 -> 16;
            default -> 0;
        };
        byte[] address = {};
        boolean local = false;
        String label = "";
        for (Attributes at = message.attributes(HEADER); size > 0 && at.next();) {
            // On a point-to-point link ADDRESS is the other end's, and LOCAL ours.
            if (at.type() == LOCAL || (at.type() == ADDRESS && !local)) {
                address = at.bytes(size);
                local = at.type() == LOCAL;
            } else if (at.type() == LABEL) {
                label = at.string();
            }
        }
        return address.length == 0
                ? Optional.empty()
                : Optional.of(new Told(message.s32(4), inet(address), message.u8(1), label));
    }

    private static InetAddress inet(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 and 16 bytes are an address", impossible);
        }
    }
}
