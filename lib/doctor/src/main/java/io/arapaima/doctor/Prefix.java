package io.arapaima.doctor;

import io.arapaima.checkspec.AddressText;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A network.
 *
 * @param address any address of it
 * @param length 0 to 32 or 128 bits that its addresses have in common
 */
record Prefix(InetAddress address, int length) {
    /** A host and the mask of its network. */
    static Prefix of(InetAddress address, InetAddress mask) {
        int ones = 0;
        for (byte part : mask.getAddress()) {
            ones += Integer.bitCount(part & 0xFF);
        }
        return new Prefix(address, ones);
    }

    /** The same network by its first address. */
    Prefix first() {
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(1 << (7 - bit % 8));
        }
        try {
            return new Prefix(InetAddress.getByAddress(bytes), length);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address stays as long as it was", e);
        }
    }

    static int hostLength(InetAddress address) {
        return address.getAddress().length * 8;
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            if (((mine[bit / 8] ^ its[bit / 8]) >> (7 - bit % 8) & 1) == 1) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is one host only. */
    boolean isHost() {
        return length == hostLength(address);
    }

    /** An address as people write it. */
    static String text(InetAddress address) {
        return AddressText.of(address);
    }

    @Override
    public String toString() {
        return text(address) + "/" + length;
    }
}
