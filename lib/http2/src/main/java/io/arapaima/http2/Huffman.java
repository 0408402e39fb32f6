package io.arapaima.http2;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The code in which texts of header fields are packed (RFC 7541, appendix B). It is canonical: of codes with one length the
 * next is one more, in the order of their symbols, so the lengths say it all.
 */
final class Huffman {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;
    private static final int END_OF_STRING = 256;
    /** Length of the code of each symbol, 0 to 256; A is 5 bits, Z is 30. */
    private static final String LENGTHS = "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHFIBCCCCCC"
            + "CCCCCCCCCCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIXPRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
            + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWVZ";
    private static final int[] SYMBOLS = IntStream.rangeClosed(SHORTEST, LONGEST)
            .flatMap(length -> IntStream.rangeClosed(0, END_OF_STRING).filter(symbol -> length(symbol) == length))
            .toArray();
    /** By length: the first code, and the place of its symbol among all. */
    private static final int[] FIRST = new int[LONGEST + 2];
    private static final int[] PLACE = new int[LONGEST + 2];

    static {
        for (int length = SHORTEST; length <= LONGEST; length++) {
            int bits = length;
            int count = (int) Arrays.stream(SYMBOLS).filter(symbol -> length(symbol) == bits).count();
            FIRST[length + 1] = (FIRST[length] + count) << 1;
            PLACE[length + 1] = PLACE[length] + count;
        }
    }

    private Huffman() {}

    private static int length(int symbol) {
        return LENGTHS.charAt(symbol) - 'A' + SHORTEST;
    }

    /** A text, a character for each byte; at most 8/5 of what it was packed in. */
    static String unpacked(ByteBuffer packed) throws ProtocolException {
        var text = new StringBuilder(packed.remaining() * 8 / SHORTEST);
        int code = 0;
        int length = 0;
        for (int left = packed.remaining() * 8; left > 0; left--) {
            int octet = packed.get(packed.limit() - 1 - (left - 1) / 8);
            code = (code << 1) | ((octet >> ((left - 1) % 8)) & 1);
            length++;
            int place = length < SHORTEST ? -1 : PLACE[length] + code - FIRST[length];
            if (place >= 0 && place < PLACE[length + 1]) {
                text.append((char) symbol(place));
                code = 0;
                length = 0;
            }
        }
        // The last byte is filled up with the beginning of the longest code, which is all ones.
        if (length >= 8 || code != (1 << length) - 1) {
            throw new ProtocolException("a packed text of a header field ends in the middle of a character");
        }
        return text.toString();
    }

    private static int symbol(int place) throws ProtocolException {
        if (SYMBOLS[place] == END_OF_STRING) {
            throw new ProtocolException("a packed text of a header field has an end in its middle");
        }
        return SYMBOLS[place];
    }
}
