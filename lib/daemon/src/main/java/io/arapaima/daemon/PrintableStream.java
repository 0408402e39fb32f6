package io.arapaima.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.arapaima.checkspec.PrintableText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Standard output or standard error as a person sees it: whatever a program writes there, only line feeds, tabs and printable
 * characters come out ({@link PrintableText}). It is the last line of defence behind the types that make their texts safe
 * themselves, and covers what no type covers: names of files, words of the system, lines of libraries. Thread-safe as
 * {@link PrintStream} is; one writer's bytes of one character come together.
 */
public final class PrintableStream extends OutputStream {
    private static final int ROOM = 8192;

    private final PrintStream out;
    private final String prefix;
    private final CharsetDecoder decoder;
    private final Charset charset;
    private final ByteBuffer pending = ByteBuffer.allocate(ROOM);
    private final CharBuffer text = CharBuffer.allocate(ROOM);
    private boolean lineBegins = true;

    /**
     * The bytes' way to a stream.
     *
     * @param out where printable text goes, in whose character set it is written
     */
    public PrintableStream(PrintStream out) {
        this(out, "");
    }

    /**
     * The same with something before each line.
     *
     * @param out where printable text goes
     * @param prefix what stands before each line, see {@link JournalStream#errorPrefix}; may be empty
     */
    public PrintableStream(PrintStream out, String prefix) {
        this.out = out;
        this.prefix = prefix;
        this.charset = out.charset();
        this.decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Puts both of this process's streams behind it; the first thing a program does. */
    public static void guardOutput() {
        System.setOut(over(spoken(System.out)));
        PrintStream err = spoken(System.err);
        System.setErr(new PrintStream(new PrintableStream(err, JournalStream.errorPrefix()), true, err.charset()));
    }

    /** Who has set no locale, as a service manager's environment, says nothing about character sets: the names in lvs.cf are UTF-8 there. */
    private static PrintStream spoken(PrintStream out) {
        return out.charset().equals(US_ASCII) ? new PrintStream(out, true, UTF_8) : out;
    }

    /**
     * A stream that lets only printable text through.
     *
     * @param out where it goes, in whose character set it is written
     * @return the stream; flushes at the end of each line
     */
    public static PrintStream over(PrintStream out) {
        return new PrintStream(new PrintableStream(out), true, out.charset());
    }

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int part = Math.min(end - from, pending.remaining());
            pending.put(bytes, from, part);
            from += part;
            pass();
        }
    }

    /** What is whole goes on; the beginning of a character waits for its end. */
    private void pass() {
        pending.flip();
        decoder.decode(pending, text, false);
        pending.compact();
        text.flip();
        byte[] safe = prefixed(PrintableText.lines(text.toString())).getBytes(charset);
        text.clear();
        out.write(safe, 0, safe.length);
    }

    private String prefixed(String lines) {
        if (prefix.isEmpty() || lines.isEmpty()) {
            return lines;
        }
        String first = lineBegins ? prefix : "";
        lineBegins = lines.endsWith("\n");
        String inside = lineBegins ? lines.substring(0, lines.length() - 1) : lines;
        return first + inside.replace("\n", "\n" + prefix) + (lineBegins ? "\n" : "");
    }

    @Override
    public void flush() {
        out.flush();
    }
}
