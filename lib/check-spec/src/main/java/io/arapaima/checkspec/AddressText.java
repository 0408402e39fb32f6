package io.arapaima.checkspec;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people and ipvsadm write them. */
public final class AddressText {
    private static final int IPV4_BYTES = 4;
    /** So many zero groups before the others make an IPv4-compatible address, whose tail inet_ntop writes with dots. */
    private static final int COMPATIBLE = 6;
    private static final Pattern BRACKETS = Pattern.compile("\\[([0-9a-fA-F:]+)]");

    private AddressText() {}

    /**
     * The canonical text: IPv6 shortened as RFC 5952 asks and as inet_ntop does, which the JDK does not do.
     *
     * @param address any
     * @return for example {@code 10.0.0.1} or {@code 2001:db8::1}
     */
    public static String of(InetAddress address) {
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
        if (start == 0 && length == COMPATIBLE) {
            return "::" + ipv4Tail(address.getAddress());
        }
        String tail = scope < 0 ? "" : full.substring(scope);
        return start < 0 ? full : join(groups, 0, start) + "::" + join(groups, start + length, groups.length) + tail;
    }

    /**
     * A text with IPv6 addresses in square brackets, as builds before the first release wrote them.
     *
     * @param text for example {@code web/s1@[2001:db8:0:0:0:0:0:1]:80}
     * @return the same with canonical addresses
     */
    public static String shortened(String text) {
        return BRACKETS.matcher(text).replaceAll(found -> {
            try {
                return Matcher.quoteReplacement("[" + of(InetAddress.ofLiteral(found.group(1))) + "]");
            } catch (IllegalArgumentException e) {
                return Matcher.quoteReplacement(found.group());
            }
        });
    }

    private static String ipv4Tail(byte[] address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address, address.length - IPV4_BYTES, address.length))
                    .getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 bytes are an address", impossible);
        }
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
