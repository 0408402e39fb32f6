package io.arapaima.checkspec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * How the bytes of a settings file became text, so that text becomes the same bytes again: servers and the system get what stood in
 * the file, and people read words.
 */
public enum Encoding {
    /** As whatever editor wrote it. Bytes that are none become half characters, which nothing else has, and come out as bytes again. */
    UTF_8("UTF-8"),
    /** One byte a character, as Piranha's files are. */
    ISO_8859_1("ISO 8859-1");

    private static final int ASCII_END = 0x80;
    private static final int BYTES_END = 0x100;
    /** Half a character, U+DC80 to U+DCFF, stands for a byte that is no UTF-8, as in Python's surrogateescape. */
    private static final int HALF = 0xDC00;

    private final String words;

    Encoding(String words) {
        this.words = words;
    }

    /** {@return its name for people} */
    public String words() {
        return words;
    }

    /**
     * That of a file.
     *
     * @param contents its bytes
     * @return UTF-8 where they are valid UTF-8, ISO 8859-1 where they are not
     */
    public static Encoding of(byte[] contents) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(contents));
            return UTF_8;
        } catch (CharacterCodingException _) {
            return ISO_8859_1;
        }
    }

    /**
     * What people read.
     *
     * @param bytes any bytes
     * @return their text, of which {@link #bytes} makes the same bytes
     */
    public String text(byte[] bytes) {
        if (this == ISO_8859_1) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isMalformed()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (HALF | (in.get() & 0xFF)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    /**
     * What servers and the system get.
     *
     * @param text of a file, or made of such text
     * @return the bytes that it has there
     */
    public byte[] bytes(String text) {
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        var bytes = new ByteArrayOutputStream(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c < ASCII_END || (this == ISO_8859_1 && c < BYTES_END)
                    || (c >= HALF + ASCII_END && c < HALF + BYTES_END)) {
                bytes.write(c & 0xFF);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /**
     * Text as a protocol has it that is read byte by byte.
     *
     * @param text of a file
     * @return its bytes, each as the character of that number
     */
    public String raw(String text) {
        return isAscii(text) ? text : new String(bytes(text), StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether a text is the same in every encoding.
     *
     * @param text any text
     * @return true when it has characters up to U+007F alone
     */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII_END) {
                return false;
            }
        }
        return true;
    }
}
