package io.arapaima.dataplane;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.OptionalInt;

/** Addresses and masks as ipvsadm writes them. */
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

    /** A dotted mask for IPv4, a prefix length for IPv6. */
    static String mask(int prefixLength, boolean ipv6) {
        if (ipv6) {
            return Integer.toString(prefixLength);
        }
        int mask = -1 << (IPV4_BITS - prefixLength);
        return (mask >>> 24) + "." + (mask >>> 16 & 0xFF) + "." + (mask >>> 8 & 0xFF) + "." + (mask & 0xFF);
    }

    /** The prefix length of a dotted mask without holes. */
    static OptionalInt prefixLength(InetAddress mask) {
        int bits = 0;
        for (byte part : mask.getAddress()) {
            bits = bits << 8 | (part & 0xFF);
        }
        int ones = Integer.numberOfLeadingZeros(~bits);
        return Integer.bitCount(bits) == ones ? OptionalInt.of(ones) : OptionalInt.empty();
    }

    /** The canonical text: IPv6 shortened as RFC 5952 asks and as inet_ntop does, which the JDK does not do. */
    static String text(InetAddress address) {
        String full = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return full;
        }
        int scope = full.indexOf('%');
        String[] groups = (scope < 0 ? full : full.substring(0, scope)).split(":");
        int start = -1;
        int length = 1;
        for (int i = 0; i < groups.length; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        String tail = scope < 0 ? "" : full.substring(scope);
        return start < 0 ? full : join(groups, 0, start) + "::" + join(groups, start + length, groups.length) + tail;
    }

    private static int zeros(String[] groups, int from) {
        int run = 0;
        while (from + run < groups.length && groups[from + run].equals("0")) {
            run++;
        }
        return run;
    }

    private static String join(String[] groups, int from, int to) {
        return String.join(":", Arrays.copyOfRange(groups, from, to));
    }
}
