package io.arapaima.config;

import io.arapaima.checkspec.AddressText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalLong;

/** Numbers and addresses as the C library reads them: {@code strtol} with base 0, {@code inet_aton}; IPv6 besides. */
final class Literals {
    /** A colon and at most 39 characters, 45 with an embedded IPv4 address. */
    private static final int MAX_IPV6 = 45;
    private static final int MAX_DIGITS = 18;

    private Literals() {}

    /**
     * A number as {@code strtol(text, &end, 0)} reads it, the whole text being one number; empty text is 0. A number too
     * long for 63 bits becomes the nearest that fits, which is out of every range.
     */
    static OptionalLong number(String text) {
        String digits = text.stripLeading();
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        } else if (text.isEmpty()) {
            return OptionalLong.of(0);
        }
        OptionalLong size = unsigned(digits);
        return size.isPresent() && negative ? OptionalLong.of(-size.getAsLong()) : size;
    }

    private static OptionalLong unsigned(String text) {
        int radix = 10;
        String digits = text;
        if (text.startsWith("0x") || text.startsWith("0X")) {
            radix = 16;
            digits = text.substring(2);
        } else if (isOctal(text)) {
            radix = 8;
        }
        int base = radix;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, base) >= 0)) {
            return OptionalLong.empty();
        }
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        String significant = digits.substring(zeros);
        return OptionalLong.of(significant.length() > MAX_DIGITS ? Long.MAX_VALUE : fit(significant, radix));
    }

    private static long fit(String digits, int radix) {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    /** Whether C would read the text as an octal number that a person may have meant as a decimal one. */
    static boolean isOctal(String text) {
        return text.length() > 1 && text.charAt(0) == '0' && Character.isDigit(text.charAt(1));
    }

    static Optional<InetAddress> address(String text) {
        return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    }

    private static Optional<InetAddress> ipv6(String text) {
        boolean plain = text.length() <= MAX_IPV6
                && text.chars().allMatch(c -> c == ':' || c == '.' || (c < 128 && Character.digit(c, 16) >= 0));
        try {
            return plain ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** {@code inet_aton}: one to four numbers, each decimal, octal or hex; the last one fills the remaining bytes. */
    static Optional<InetAddress> ipv4(String text) {
        String[] parts = text.split("\\.", 5);
        if (parts.length > 4 || text.isEmpty()) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            long limit = last ? 0xFFFFFFFFL >>> (8 * i) : 0xFF;
            OptionalLong part = parts[i].isEmpty() ? OptionalLong.empty() : unsigned(parts[i]);
            if (part.isEmpty() || part.getAsLong() > limit) {
                return Optional.empty();
            }
            value |= last ? part.getAsLong() : part.getAsLong() << (8 * (3 - i));
        }
        return Optional.of(ipv4(value));
    }

    private static InetAddress ipv4(long value) {
        byte[] bytes = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an IPv4 address", e);
        }
    }

    /** Whether the mask's one bits all stand before its zero bits. */
    static boolean isMask(InetAddress mask) {
        boolean ended = false;
        for (byte part : mask.getAddress()) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean one = (part >> bit & 1) == 1;
                if (one && ended) {
                    return false;
                }
                ended |= !one;
            }
        }
        return true;
    }

    /** Dotted numbers, or IPv6 in the shortest form (RFC 5952). */
    static String text(InetAddress address) {
        return AddressText.of(address);
    }
}
