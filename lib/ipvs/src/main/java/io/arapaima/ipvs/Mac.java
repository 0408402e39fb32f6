package io.arapaima.ipvs;

import java.util.HexFormat;

/**
 * A hardware address of Ethernet.
 *
 * @param bits its 6 bytes, the first one highest
 */
record Mac(long bits) {
    static final int SIZE = 6;
    static final Mac BROADCAST = new Mac(0xFFFF_FFFF_FFFFL);
    static final Mac NONE = new Mac(0);

    /** Reads the 6 bytes from an offset on. */
    static Mac of(byte[] bytes, int offset) {
        long bits = 0;
        for (int i = 0; i < SIZE; i++) {
            bits = bits << Byte.SIZE | Byte.toUnsignedLong(bytes[offset + i]);
        }
        return new Mac(bits);
    }

    byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) (bits >>> (Byte.SIZE * (SIZE - 1 - i)));
        }
        return bytes;
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(bytes());
    }
}
