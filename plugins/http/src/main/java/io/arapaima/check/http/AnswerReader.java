package io.arapaima.check.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP/1.x answer (RFC 9112) and never more than its limits allow. Time is limited by the stream. */
final class AnswerReader {
    /** What Apache and nginx allow a request line; a longer status line is no HTTP. */
    private static final int MAX_LINE = 8192;
    /** All header lines together: cookies and policies are long, and curl takes as much. */
    private static final int MAX_HEADER = 300 * 1024;
    /** As many as curl takes, interim answers not counted. */
    private static final int MAX_HEADERS = 5000;
    /** Interim answers (RFC 9110, section 15.2) before the real one; 102 may come every few seconds. */
    private static final int MAX_INTERIM = 64;
    /** Empty lines before the status line: HAProxy passes over them too. */
    private static final int MAX_EMPTY = 8;
    private static final int SWITCHING = 101;
    /** Any kind and number of blanks may separate the parts (RFC 9112, section 4), and no code from 000 to 999 is no HTTP. */
    private static final Pattern STATUS = Pattern
            .compile("[ \t\\x0b\f\r]*HTTP/1\\.\\d[ \t\\x0b\f\r]+(\\d{3})(?:[ \t\\x0b\f\r]+(.*?))?[ \t\\x0b\f\r]*",
                    Pattern.DOTALL);

    private final InputStream in;
    private final int maxBody;
    private final boolean open;

    /**
     * @param maxBody how many bytes of the body are read at most
     * @param open whether a body is read that does not say how long it is, and may never end
     */
    AnswerReader(InputStream in, int maxBody, boolean open) {
        this.in = new BufferedInputStream(in);
        this.maxBody = maxBody;
        this.open = open;
    }

    /**
     * Reads the answer; its body only if somebody wants one with that status.
     *
     * @throws ProtocolException if it is no HTTP
     * @throws EOFException if it ends early
     */
    Answer read(boolean head, IntPredicate bodyWanted) throws IOException {
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            Matcher matcher = statusLine();
            int status = Integer.parseInt(matcher.group(1));
            Framing framing = readHeaders();
            // Nobody asked for another protocol, so 101 is no promise of more to come.
            if (status < 100 || status >= 200 || status == SWITCHING) {
                String words = matcher.group(2) == null || matcher.group(2).isEmpty()
                        ? ""
                        : " " + Framing.shown(matcher.group(2));
                boolean none = head || status < 200 || status == 204 || status == 304 || !bodyWanted.test(status);
                boolean read = !none && (open || framing.length().isPresent());
                byte[] body = read ? readBody(framing) : new byte[0];
                return new Answer(status, matcher.group(1) + words, framing.location(),
                        framing.type(),
                        new String(body, StandardCharsets.ISO_8859_1), none || read, framing.packed());
            }
        }
        throw new ProtocolException("more than " + MAX_INTERIM + " interim answers, and no real one");
    }

    private Matcher statusLine() throws IOException {
        String line = readLine();
        for (int empty = 0; empty < MAX_EMPTY && line.isBlank(); empty++) {
            line = readLine();
        }
        Matcher matcher = STATUS.matcher(line);
        if (!matcher.matches()) {
            throw new ProtocolException("the answer is not HTTP/1: it begins with \"" + Framing.shown(line) + "\"");
        }
        return matcher;
    }

    private Framing readHeaders() throws IOException {
        var framing = new Framing();
        var field = new StringBuilder();
        int left = MAX_HEADER;
        for (int count = 0; count <= MAX_HEADERS; count++) {
            String line = readLine(left);
            left -= line.length();
            if (line.startsWith(" ") || line.startsWith("\t")) {
                // It goes on with the line before (RFC 9112, section 5.2); before the first it is nothing (section 2.2).
                if (!field.isEmpty()) {
                    field.append(' ').append(line.strip());
                }
                continue;
            }
            if (!field.isEmpty()) {
                framing.take(field.toString());
            }
            if (line.isEmpty()) {
                return framing;
            }
            field.setLength(0);
            field.append(line);
        }
        throw new ProtocolException("the answer has more than " + MAX_HEADERS + " header lines");
    }

    private byte[] readBody(Framing framing) throws IOException {
        var body = new ByteArrayOutputStream();
        if (framing.chunked()) {
            while (body.size() < maxBody) {
                long size = chunkSize(readLine());
                if (size == 0) {
                    break;
                }
                copy(body, size);
                if (body.size() < maxBody && !readLine().isEmpty()) {
                    throw new ProtocolException("a chunk is longer than its announced " + size + " bytes");
                }
            }
        } else if (framing.length().isPresent()) {
            copy(body, framing.length().getAsLong());
        } else {
            body.write(in.readNBytes(maxBody));
        }
        return body.toByteArray();
    }

    private static long chunkSize(String line) throws ProtocolException {
        int end = line.indexOf(';');
        String written = (end < 0 ? line : line.substring(0, end)).strip();
        String digits = written.replaceFirst("^0+(?=.)", "");
        if (digits.isEmpty() || digits.length() > 15 || digits.chars().anyMatch(c -> Character.digit(c, 16) < 0)) {
            throw new ProtocolException("\"" + Framing.shown(line) + "\" is not the size of a chunk");
        }
        return Long.parseLong(digits, 16);
    }

    private void copy(ByteArrayOutputStream body, long announced) throws IOException {
        int wanted = (int) Math.min(announced, maxBody - body.size());
        byte[] read = in.readNBytes(wanted);
        if (read.length < wanted) {
            throw new EOFException("the server closed the connection after " + read.length + " of " + announced
                    + " announced bytes of the body");
        }
        body.write(read);
    }

    /** A line without its end; a bare line feed ends one too (RFC 9112, section 2.2). */
    private String readLine() throws IOException {
        return readLine(MAX_LINE);
    }

    private String readLine(int most) throws IOException {
        var line = new ByteArrayOutputStream(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection before its answer was complete");
            }
            if (line.size() == most) {
                throw new ProtocolException("the answer has a line of more than " + most
                        + " bytes; it begins with \"" + Framing.shown(line.toString(StandardCharsets.ISO_8859_1))
                        + "\"");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
