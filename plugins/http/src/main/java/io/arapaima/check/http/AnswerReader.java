package io.arapaima.check.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP/1.x answer (RFC 9112) and never more than its limits allow. Time is limited by the stream. */
final class AnswerReader {
    /** What Apache and nginx allow a request line; a longer status line is no HTTP. */
    private static final int MAX_LINE = 8192;
    /** All header lines together: cookies and policies are long, and curl takes as much. */
    private static final int MAX_HEADER = 300 * 1024;
    /** Apache's limit is 100 header fields; twice that is a fault or an attack. */
    private static final int MAX_HEADERS = 200;
    /** Interim answers (RFC 9110, section 15.2) before the real one. */
    private static final int MAX_INTERIM = 8;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d ([1-5]\\d\\d)(?: (.*))?");

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

    /** What the header tells: how the end of the body is found, and where else to look. */
    private static final class Header {
        boolean chunked;
        OptionalLong length = OptionalLong.empty();
        Optional<String> location = Optional.empty();
    }

    /**
     * Reads the answer; its body only if somebody wants one with that status.
     *
     * @throws ProtocolException if it is no HTTP
     * @throws EOFException if it ends early
     */
    Answer read(boolean head, IntPredicate bodyWanted) throws IOException {
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            String line = readLine();
            Matcher matcher = STATUS.matcher(line);
            if (!matcher.matches()) {
                throw new ProtocolException("the answer is not HTTP/1: it begins with \"" + shown(line) + "\"");
            }
            int status = Integer.parseInt(matcher.group(1));
            Header header = readHeaders();
            if (status >= 200) {
                boolean none = head || status == 204 || status == 304 || !bodyWanted.test(status);
                String words = matcher.group(2) == null ? "" : " " + shown(matcher.group(2));
                boolean ends = !header.chunked && header.length.isPresent();
                byte[] body = none || !(ends || open) ? new byte[0] : readBody(header);
                return new Answer(status, status + words, header.location,
                        new String(body, StandardCharsets.ISO_8859_1), none || ends || open);
            }
        }
        throw new ProtocolException("more than " + MAX_INTERIM + " interim answers, and no real one");
    }

    private Header readHeaders() throws IOException {
        var header = new Header();
        var field = new StringBuilder();
        int left = MAX_HEADER;
        for (int count = 0; count <= MAX_HEADERS; count++) {
            String line = readLine(left);
            left -= line.length();
            // A line that begins with a blank goes on with the one before (RFC 9112, section 5.2).
            if (!field.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
                field.append(' ').append(line.strip());
                continue;
            }
            if (!field.isEmpty()) {
                take(field.toString(), header);
            }
            if (line.isEmpty()) {
                return header;
            }
            field.setLength(0);
            field.append(line);
        }
        throw new ProtocolException("the answer has more than " + MAX_HEADERS + " header lines");
    }

    private static void take(String field, Header header) throws ProtocolException {
        int colon = field.indexOf(':');
        String name = field.substring(0, Math.max(0, colon)).strip();
        if (name.isEmpty()) {
            throw new ProtocolException("the header line \"" + shown(field) + "\" has no name");
        }
        String value = field.substring(colon + 1).strip();
        switch (name.toLowerCase(Locale.ROOT)) {
            case "transfer-encoding" -> header.chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
            case "content-length" -> header.length = OptionalLong.of(length(value, header.length));
            case "location" -> header.location = Optional.of(value);
            default -> {
                // tells nothing about the body
            }
        }
    }

    /** The same number several times, in one line or in several, is that number (RFC 9112, section 6.3). */
    private static long length(String value, OptionalLong before) throws ProtocolException {
        List<String> numbers = Arrays.stream(value.split(",", -1)).map(String::strip).distinct().toList();
        String number = numbers.getFirst();
        boolean digits = !number.isEmpty() && number.length() <= 18
                && number.chars().allMatch(c -> c >= '0' && c <= '9');
        if (numbers.size() > 1 || !digits || (before.isPresent() && before.getAsLong() != Long.parseLong(number))) {
            throw new ProtocolException("the answer has an impossible Content-Length: " + shown(value));
        }
        return Long.parseLong(number);
    }

    private byte[] readBody(Header header) throws IOException {
        var body = new ByteArrayOutputStream();
        if (header.chunked) {
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
        } else if (header.length.isPresent()) {
            copy(body, header.length.getAsLong());
        } else {
            body.write(in.readNBytes(maxBody));
        }
        return body.toByteArray();
    }

    private static long chunkSize(String line) throws ProtocolException {
        int end = line.indexOf(';');
        String digits = (end < 0 ? line : line.substring(0, end)).strip();
        if (digits.isEmpty() || digits.length() > 15 || digits.chars().anyMatch(c -> Character.digit(c, 16) < 0)) {
            throw new ProtocolException("\"" + shown(line) + "\" is not the size of a chunk");
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
                        + " bytes; it begins with \"" + shown(line.toString(StandardCharsets.ISO_8859_1)) + "\"");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The beginning says what it is; CheckResult makes it printable. */
    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
