package io.arapaima.dataplane;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Families and masks of addresses, as ipvsadm has them. */
final class Addresses {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private Addresses() {}

    static boolean isIpv6(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint endpoint -> endpoint.address() instanceof Inet6Address;
            case ServiceKey.Mark mark -> mark.family() == ServiceKey.Family.IPV6;
        };
    }

    static int bits(boolean ipv6) {
        return ipv6 ? IPV6_BITS : IPV4_BITS;
    }

    static ServiceKey.Family family(ServiceKey key) {
        return isIpv6(key) ? ServiceKey.Family.IPV6 : ServiceKey.Family.IPV4;
    }

    /** The mask with so many leading ones. */
    static InetAddress mask(int prefixLength, ServiceKey.Family family) {
        int bits = bits(family == ServiceKey.Family.IPV6);
        if (prefixLength < 1 || prefixLength > bits) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is outside 1 to " + bits);
        }
        byte[] mask = new byte[bits / Byte.SIZE];
        for (int bit = 0; bit < prefixLength; bit++) {
            mask[bit / Byte.SIZE] |= (byte) (0x80 >>> bit % Byte.SIZE);
        }
        try {
            return InetAddress.getByAddress(mask);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 and 16 bytes are an address", impossible);
        }
    }

    static int leadingOnes(InetAddress mask) {
        int ones = 0;
        for (byte part : mask.getAddress()) {
            int more = Integer.numberOfLeadingZeros(~(part << 24));
            ones += Math.min(more, Byte.SIZE);
            if (more < Byte.SIZE) {
                break;
            }
        }
        return ones;
    }
}
