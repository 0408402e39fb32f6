package io.arapaima.check.http;

import io.arapaima.check.CheckSocket;
import io.arapaima.check.OptionText;
import io.arapaima.http2.Field;
import io.arapaima.http2.Http2Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request, written before the connection is opened.
 *
 * @param method GET and the like
 * @param path what is asked for; an absolute URI asks the server as a proxy
 * @param headers lines {@code Name: value}, one of them names the host
 * @param body what is sent behind them; may be empty
 */
record Request(String method, String path, List<String> headers, String body) {
    /** HTTP/2 may need a little more for the same request, in lengths and in heads of frames. */
    static final int MAX_BYTES = CheckSocket.REQUEST_LIMIT - 1024;
    private static final List<String> OF_CONNECTION = List.of("host", "connection", "keep-alive", "proxy-connection",
            "transfer-encoding", "upgrade");
    static final String ABSOLUTE = "http://";

    /** All of it as HTTP/1.1 has it, to be sent as UTF-8. */
    String text() {
        var text = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        return text.append("\r\n").append(body).toString();
    }

    /** The same in HTTP/2: names in lower case, and nothing that speaks of the connection (RFC 9113, section 8.2.2). */
    Http2Request http2(Scheme scheme) {
        List<Field> fields = new ArrayList<>(List.of(new Field(":method", method),
                new Field(":scheme", scheme.inUri()), new Field(":authority", host()), new Field(":path", path)));
        for (String header : headers) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!OF_CONNECTION.contains(name)) {
                fields.add(new Field(name, header.substring(colon + 1).strip()));
            }
        }
        return Http2Request.of(fields, OptionText.bytes(body));
    }

    /** Short ones, which is nearly all, are not written out for that: a character has at most three bytes. */
    boolean fits() {
        int characters = body.length() + path.length() + headers.stream().mapToInt(header -> header.length() + 2).sum();
        return characters < MAX_BYTES / 4 || bytes() <= MAX_BYTES;
    }

    int bytes() {
        return OptionText.bytes(text()).length;
    }

    /** Whether the answer has no body, whatever it announces. */
    boolean head() {
        return method.equals("HEAD");
    }

    boolean proxied() {
        return path.startsWith(ABSOLUTE);
    }

    /** The page as the server knows it: not the real server's address, but the host that was named. */
    UriReference uri(Scheme scheme) {
        return UriReference.of(proxied()
                ? path
                : scheme.inUri() + "://" + host() + (path.startsWith("/") ? path : "/"));
    }

    static boolean isNamed(String header, String name) {
        return header.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    private String host() {
        return headers.stream().filter(header -> isNamed(header, "Host")).findFirst()
                .map(header -> header.substring(header.indexOf(':') + 1).strip()).orElse("");
    }

    /** RFC 9110, section 15.4: what a browser does. A GET that was something else has no body any more. */
    Request redirected(int status, String to) {
        boolean becomesGet = status == 303 ? !head() : status < 303 && method.equals("POST");
        return becomesGet
                ? new Request("GET", to, headers.stream().filter(header -> !ofBody(header)).toList(), "")
                : new Request(method, to, headers, body);
    }

    private static boolean ofBody(String header) {
        return header.regionMatches(true, 0, "Content-", 0, "Content-".length());
    }
}
