package io.arapaima.web.history;

/**
 * A whole number in two bytes, as history keeps it: exact below 2,048, else on 11 bits, which is a two-thousandth. 0 is a gap: nobody knows.
 */
final class Packed {
    static final char GAP = 0;
    private static final int MANTISSA = 11;
    private static final int MOST_EXPONENT = 30;
    private static final long MOST = ((1L << MANTISSA) - 1) << MOST_EXPONENT;

    private Packed() {}

    /** From 0 on; what is beyond two million million is that. */
    static char of(long value) {
        long v = Math.clamp(value, 0, MOST);
        int exponent = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(v) - MANTISSA);
        return (char) ((exponent << MANTISSA | (int) (v >>> exponent)) + 1);
    }

    /** {@return the number; of no gap} */
    static long value(char packed) {
        int code = packed - 1;
        return (long) (code & ((1 << MANTISSA) - 1)) << (code >>> MANTISSA);
    }
}
