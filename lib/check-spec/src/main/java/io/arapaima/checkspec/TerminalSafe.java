package io.arapaima.checkspec;

import java.io.IOException;
import java.io.Writer;

/**
 * JSON on its way to a terminal: characters that it obeys or nobody sees become their escapes, which mean the same to who reads JSON;
 * outside of texts there are none.
 */
public final class TerminalSafe extends Writer {
    private final Writer to;

    /**
     * The way to a writer.
     *
     * @param to where the safe text goes
     */
    public TerminalSafe(Writer to) {
        this.to = to;
    }

    /** Gson gives the two halves of a character in one piece. */
    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        write(new String(characters, from, length));
    }

    @Override
    public void write(int character) throws IOException {
        write(Character.toString((char) character));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        write(text.substring(from, from + length));
    }

    @Override
    public void write(String text) throws IOException {
        if (isAscii(text) || text.codePoints().allMatch(PrintableText::isPrintable)) {
            to.write(text);
            return;
        }
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (PrintableText.isPrintable(c)) {
                escaped.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    escaped.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        to.write(escaped.toString());
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}
