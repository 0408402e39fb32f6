package io.arapaima.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils bytes as hostile or broken servers do: cut, doubled, with huge and negative lengths, control characters, garbage. */
final class Mutations {
    private static final int[] LENGTHS = {0, 1, 0xff, 0xffff, 0x10000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    private static final int[] BYTES = {0, 1, 0x7f, 0x80, 0xc0, 0xfe, 0xff};
    private static final List<String> WORDS = List.of("9".repeat(30), "-1", "\r\n", "\n\n", "A".repeat(9000), "(",
            "%n%s", "{".repeat(3000), "[".repeat(3000), "\0", "\u001b]0;x\u0007\u001b[2J", "\u00e2\u0080\u00ae");
    private static final int MOST = 1 << 20;

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** {@return the same, or spoilt in up to four places} */
    byte[] of(byte[] whole) {
        byte[] bytes = whole;
        if (random.nextInt(10) == 0) {
            bytes = new byte[random.nextInt(1, 3000)];
            random.nextBytes(bytes);
            return bytes;
        }
        for (int times = random.nextInt(5); times > 0 && bytes.length < MOST; times--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(8)) {
            case 0 -> spliced(bytes, at, 1, random(1));
            case 1 -> spliced(bytes, at, 1, new byte[]{(byte) BYTES[random.nextInt(BYTES.length)]});
            case 2 -> spliced(bytes, at, random.nextInt(1, 10), new byte[0]);
            case 3 -> spliced(bytes, at, 0, random(random.nextInt(1, 50)));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> spliced(bytes, at, 4,
                    ByteBuffer.allocate(4).putInt(LENGTHS[random.nextInt(LENGTHS.length)]).array());
            case 6 -> spliced(bytes, at, 0, repeated(bytes, at));
            default -> spliced(bytes, at, 0,
                    WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] repeated(byte[] bytes, int at) {
        byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 40)));
        var out = new ByteArrayOutputStream();
        for (int times = random.nextInt(2, 200); times > 0; times--) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] spliced(byte[] bytes, int at, int without, byte[] with) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(with);
        int from = Math.min(bytes.length, at + without);
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }
}
