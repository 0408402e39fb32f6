package io.arapaima.check.udp;

import io.arapaima.check.UndecidedException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Hexadecimal digits of which some do not matter.
 *
 * @param digits lower case, and X for any digit
 */
record HexMask(String digits) {
    private static final int MOST_SHOWN = 40;

    static HexMask of(String text) throws UndecidedException {
        String digits = text.toLowerCase(Locale.ROOT);
        if (digits.isEmpty() || digits.length() % 2 != 0 || !digits.matches("[0-9a-fx]*")) {
            throw new UndecidedException("reply \"" + text + "\" must be pairs of hexadecimal digits or X");
        }
        return new HexMask(digits.replace('x', 'X'));
    }

    boolean matches(byte[] bytes) {
        if (bytes.length * 2 < digits.length()) {
            return false;
        }
        String came = HexFormat.of().formatHex(bytes, 0, digits.length() / 2);
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) != 'X' && digits.charAt(i) != came.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** As much of an answer as the mask looks at. */
    String shown(byte[] bytes) {
        int count = Math.min(bytes.length, Math.min(digits.length() / 2, MOST_SHOWN));
        return bytes.length == 0 ? "an empty one" : HexFormat.of().formatHex(bytes, 0, count);
    }

    @Override
    public String toString() {
        return digits.length() <= 2 * MOST_SHOWN ? digits : digits.substring(0, 2 * MOST_SHOWN) + "...";
    }
}
