package io.arapaima.ipvs;

import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.ServiceKey.Family;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Addresses as the kernel's structures hold them. */
final class AddressBytes {
    /** What {@code union nf_inet_addr} holds: IPv4 in the first four, the rest zero. */
    private static final int UNION = 16;
    private static final int IPV4 = 4;

    private AddressBytes() {}

    static byte[] union(InetAddress address) {
        return Arrays.copyOf(address.getAddress(), UNION);
    }

    /** The address in the first bytes, as many as the family needs. */
    static InetAddress read(byte[] bytes, Family family) throws NetlinkException.Malformed {
        int size = family == Family.IPV4 ? IPV4 : UNION;
        if (bytes.length < size) {
            throw new NetlinkException.Malformed("an " + family + " address of " + bytes.length + " bytes");
        }
        try {
            // The other factory would turn an IPv4-mapped address into IPv4.
            return family == Family.IPV4
                    ? InetAddress.getByAddress(Arrays.copyOf(bytes, IPV4))
                    : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException wrong) {
            throw new NetlinkException.Malformed("an " + family + " address of " + bytes.length + " bytes");
        }
    }

    static Family family(InetAddress address) {
        return address instanceof Inet6Address ? Family.IPV6 : Family.IPV4;
    }

    static Family family(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint endpoint -> family(endpoint.address());
            case ServiceKey.Mark mark -> mark.family();
        };
    }

    /** The kernel's number of a family. */
    static int number(Family family) {
        return family == Family.IPV4 ? Libc.AF_INET : Libc.AF_INET6;
    }

    /** The family of a number; empty for one that carries no IP. */
    static Optional<Family> family(int number) {
        return switch (number) {
            case Libc.AF_INET -> Optional.of(Family.IPV4);
            case Libc.AF_INET6 -> Optional.of(Family.IPV6);
            default -> Optional.empty();
        };
    }
}
