package io.arapaima.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Which part of a client's address counts, as it is written: the family of a bare prefix length is that of the virtual address.
 *
 * @param address the mask; empty where a prefix length is written
 * @param prefixLength 1 to 128; 0 where a mask is written
 */
record ClientMask(Optional<InetAddress> address, int prefixLength) {
    static final ClientMask NONE = new ClientMask(Literals.ipv4("0.0.0.0"), 0);
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** Whether it can be used in a family. */
    boolean fits(boolean ipv6) {
        return address.map(mask -> mask instanceof Inet4Address != ipv6)
                .orElse(prefixLength <= bytes(ipv6) * Byte.SIZE);
    }

    /** The mask in a family that it fits; empty when each client is for itself. */
    Optional<InetAddress> in(boolean ipv6) {
        boolean whole = prefixLength == bytes(ipv6) * Byte.SIZE;
        InetAddress mask = address.orElseGet(() -> leadingOnes(prefixLength, bytes(ipv6)));
        return whole || mask.isAnyLocalAddress() ? Optional.empty() : Optional.of(mask);
    }

    private static int bytes(boolean ipv6) {
        return ipv6 ? IPV6_BYTES : IPV4_BYTES;
    }

    private static InetAddress leadingOnes(int ones, int bytes) {
        byte[] mask = new byte[bytes];
        for (int bit = 0; bit < Math.min(ones, bytes * Byte.SIZE); bit++) {
            mask[bit / Byte.SIZE] |= (byte) (0x80 >>> bit % Byte.SIZE);
        }
        try {
            return InetAddress.getByAddress(mask);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }

    @Override
    public String toString() {
        return address.map(Literals::text).orElseGet(() -> Integer.toString(prefixLength));
    }
}
