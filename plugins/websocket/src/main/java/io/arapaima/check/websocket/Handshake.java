package io.arapaima.check.websocket;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an HTTP connection becomes a WebSocket (RFC 6455, section 4).
 *
 * @param request all of it
 * @param accept what the server must make of our key
 * @param protocol the subprotocol that is asked for
 */
record Handshake(String request, String accept, Optional<String> protocol) {
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 1000;
    private static final int MOST_INTERIM = 16;
    private static final int MOST_EMPTY = 8;
    private static final String SWITCHING = "101";
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern STATUS = Pattern
            .compile("\\s*HTTP/1\\.1\\s+([0-9]{3})(?:\\s+(.*?))?\\s*", Pattern.DOTALL);

    /** Sixteen bytes by chance make the key. */
    static Handshake of(Target target, byte[] chance) throws UndecidedException {
        Options options = target.options();
        String key = Base64.getEncoder().encodeToString(chance);
        var request = new StringBuilder("GET " + path(options.text("path")) + " HTTP/1.1\r\n");
        header(request, "Host", options.find("host").orElseGet(() -> target.hostInUri() + ":" + target.port()));
        header(request, "Upgrade", "websocket");
        header(request, "Connection", "Upgrade");
        header(request, "Sec-WebSocket-Key", key);
        header(request, "Sec-WebSocket-Version", "13");
        if (options.find("origin").isPresent()) {
            header(request, "Origin", options.text("origin"));
        }
        if (options.find("protocol").isPresent()) {
            header(request, "Sec-WebSocket-Protocol", options.text("protocol"));
        }
        return new Handshake(request + "\r\n", accept(key), options.find("protocol"));
    }

    private static String path(String path) throws UndecidedException {
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new UndecidedException("path " + Quoted.of(path)
                    + " must begin with a slash and have no blanks or control characters; write a blank as %20");
        }
        return path;
    }

    private static void header(StringBuilder request, String name, String value) throws UndecidedException {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new UndecidedException("the header " + name + " has a control character; write it without");
        }
        request.append(name).append(": ").append(value).append("\r\n");
    }

    static String accept(String key) {
        try {
            byte[] both = (key + MAGIC).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    void shake(CheckSocket connection) throws IOException {
        connection.send(OptionText.bytes(request));
        Matcher status = status(connection);
        for (int interim = 0; interim < MOST_INTERIM && isInterim(status); interim++) {
            headers(connection);
            status = status(connection);
        }
        if (!status.group(1).equals(SWITCHING)) {
            throw new FailedException(Reason.CONTENT, "expected 101 Switching Protocols, got " + status.group(1)
                    + (status.group(2) == null ? "" : " " + status.group(2)));
        }
        judge(headers(connection));
    }

    /** Answers before the answer, such as 103 (RFC 9110, section 15.2). */
    private static boolean isInterim(Matcher status) {
        return status.group(1).startsWith("1") && !status.group(1).equals(SWITCHING);
    }

    /** Blanks as RFC 9112, section 4, lets a recipient take them. */
    private static Matcher status(CheckSocket connection) throws IOException {
        String line = connection.readLine(LONGEST_LINE);
        for (int empty = 0; empty < MOST_EMPTY && line.isBlank(); empty++) {
            line = connection.readLine(LONGEST_LINE);
        }
        Matcher matcher = STATUS.matcher(line);
        if (!matcher.matches()) {
            throw new ProtocolException("expected an answer of HTTP/1.1, got " + Quoted.of(line));
        }
        return matcher;
    }

    /** A line that begins with a blank goes on with the one before (RFC 9112, section 5.2). */
    private static Map<String, String> headers(CheckSocket connection) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String last = "";
        for (int i = 0; i < MOST_HEADERS; i++) {
            String line = connection.readLine(LONGEST_LINE);
            if (line.isEmpty()) {
                return headers;
            }
            if (line.startsWith(" ") || line.startsWith("\t")) {
                String more = line.strip();
                headers.computeIfPresent(last, (_, value) -> value + " " + more);
                continue;
            }
            int colon = line.indexOf(':');
            last = line.substring(0, Math.max(0, colon)).strip();
            if (last.isEmpty()) {
                throw new ProtocolException("the header line " + Quoted.of(line) + " has no name before a colon");
            }
            headers.merge(last, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        throw new ProtocolException("the answer has more than " + MOST_HEADERS + " header lines");
    }

    private void judge(Map<String, String> headers) throws IOException {
        require(headers, "Upgrade", "websocket", true);
        String connection = headers.getOrDefault("Connection", "");
        if (!(", " + connection + ",").toLowerCase(Locale.ROOT).replace(" ", "").contains(",upgrade,")) {
            throw new ProtocolException("expected the header Connection: Upgrade, got " + Quoted.of(connection));
        }
        require(headers, "Sec-WebSocket-Accept", accept, false);
        if (headers.containsKey("Sec-WebSocket-Extensions")) {
            throw new ProtocolException("the server uses extensions that nobody asked for: "
                    + Quoted.of(headers.getOrDefault("Sec-WebSocket-Extensions", "")));
        }
        String chosen = headers.getOrDefault("Sec-WebSocket-Protocol", "");
        if (!chosen.equals(protocol.orElse(""))) {
            throw new FailedException(Reason.CONTENT, "expected the subprotocol " + Quoted.of(protocol.orElse(""))
                    + ", got " + Quoted.of(chosen));
        }
    }

    private static void require(Map<String, String> headers, String name, String value, boolean anyCase)
            throws ProtocolException {
        String actual = headers.getOrDefault(name, "");
        if (!(anyCase ? actual.equalsIgnoreCase(value) : actual.equals(value))) {
            throw new ProtocolException("expected the header " + name + ": " + value + ", got " + Quoted.of(actual));
        }
    }
}
