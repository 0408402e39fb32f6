package io.arapaima.check.grpc;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Header fields as HTTP/2 packs them (HPACK, RFC 7541): just enough to write ours, and to find one status among the
 * server's. Names and values that nobody asks for are passed over as they are.
 */
final class HeaderBlock {
    private static final int STATIC_FIELDS = 61;
    /** {@code grpc-status}, and the same in Huffman's code of HPACK. */
    private static final byte[] STATUS = "grpc-status".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STATUS_PACKED = HexFormat.of().parseHex("9acac8b21234da8f");
    /** The digits 0 to 2 have five bits, 0 to 2; the others six, from 25. */
    private static final int SHORT_DIGITS = 3;
    private static final int FIRST_LONG_DIGIT = 25;

    private HeaderBlock() {}

    /** Our request; indices are those of the static table. */
    static byte[] request(boolean secure, String authority, String path) {
        var block = new ByteArrayOutputStream();
        block.write(0x83); // :method POST
        block.write(secure ? 0x87 : 0x86); // :scheme
        field(block, 4, path);
        field(block, 1, authority);
        field(block, 31, "application/grpc"); // content-type
        block.write(0);
        text(block, "te");
        text(block, "trailers");
        return block.toByteArray();
    }

    private static void field(ByteArrayOutputStream block, int name, String value) {
        number(block, 0, 15, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(block, 0, 127, bytes.length);
        block.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream block, int bits, int most, int number) {
        if (number < most) {
            block.write(bits | number);
            return;
        }
        block.write(bits | most);
        int rest = number - most;
        while (rest > 0x7f) {
            block.write((rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        block.write(rest);
    }

    /** The number behind {@code grpc-status}, where the block has one. */
    static Optional<Integer> status(byte[] bytes) throws ProtocolException {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        Optional<Integer> status = Optional.empty();
        try {
            while (block.hasRemaining()) {
                int first = block.get() & 0xff;
                if ((first & 0x80) != 0) {
                    indexed(number(block, first, 0x7f));
                } else if ((first & 0xe0) == 0x20) {
                    int _ = number(block, first, 0x1f);
                } else {
                    int name = number(block, first, (first & 0x40) != 0 ? 0x3f : 0x0f);
                    boolean wanted = name == 0 ? isStatus(text(block)) : indexed(name);
                    Text value = text(block);
                    status = wanted ? Optional.of(digits(value)) : status;
                }
            }
            return status;
        } catch (BufferUnderflowException _) {
            throw new ProtocolException("a header block ends in the middle of a field");
        }
    }

    /** No field of the static table is ours, and there is no other table. */
    private static boolean indexed(int index) throws ProtocolException {
        if (index < 1 || index > STATIC_FIELDS) {
            throw new ProtocolException("a header field refers to entry " + index
                    + " of a table; only 1 to " + STATIC_FIELDS + " are allowed");
        }
        return false;
    }

    private record Text(boolean packed, ByteBuffer bytes) {}

    private static boolean isStatus(Text name) {
        byte[] bytes = new byte[name.bytes().remaining()];
        name.bytes().get(bytes);
        return Arrays.equals(bytes, name.packed() ? STATUS_PACKED : STATUS);
    }

    private static Text text(ByteBuffer block) throws ProtocolException {
        int first = block.get() & 0xff;
        int length = number(block, first, 0x7f);
        if (length > block.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer bytes = block.slice(block.position(), length);
        block.position(block.position() + length);
        return new Text((first & 0x80) != 0, bytes);
    }

    private static int number(ByteBuffer block, int first, int most) throws ProtocolException {
        int number = first & most;
        if (number < most) {
            return number;
        }
        for (int shift = 0; shift < 21; shift += 7) {
            int next = block.get() & 0xff;
            number += (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return number;
            }
        }
        throw new ProtocolException("a number in a header block has more than 21 bits");
    }

    private static int digits(Text value) throws ProtocolException {
        String text = value.packed()
                ? unpacked(value.bytes())
                : StandardCharsets.US_ASCII.decode(value.bytes()).toString();
        if (!text.matches("[0-9]{1,3}")) {
            throw new ProtocolException("the grpc-status is no number");
        }
        return Integer.parseInt(text);
    }

    /** Digits alone; the end is filled with ones, of which no digit consists. */
    private static String unpacked(ByteBuffer bytes) {
        var text = new StringBuilder();
        int bits = 0;
        int count = 0;
        while (bytes.hasRemaining() || count >= 5) {
            if (count < 6 && bytes.hasRemaining()) {
                bits = bits << 8 | (bytes.get() & 0xff);
                count += 8;
            }
            int five = bits >> (count - 5) & 0x1f;
            int six = count < 6 ? 0x3f : bits >> (count - 6) & 0x3f;
            if (five < SHORT_DIGITS) {
                text.append(five);
                count -= 5;
            } else if (six >= FIRST_LONG_DIGIT && six < FIRST_LONG_DIGIT + 7) {
                text.append(six - FIRST_LONG_DIGIT + SHORT_DIGITS);
                count -= 6;
            } else {
                return text.toString();
            }
            bits &= (1 << count) - 1;
        }
        return text.toString();
    }
}
