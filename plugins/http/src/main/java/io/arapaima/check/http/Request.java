package io.arapaima.check.http;

import io.arapaima.check.CheckSocket;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import io.arapaima.http2.Field;
import io.arapaima.http2.Http2Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final int MAX_BYTES = CheckSocket.REQUEST_LIMIT - 1024;
    private static final int MAX_BODY = 32 << 10;
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\p{Cntrl}]*");
    private static final List<String> OF_CONNECTION = List.of("host", "connection", "keep-alive", "proxy-connection",
            "transfer-encoding", "upgrade");
    private static final String ABSOLUTE = "http://";
    private static final Pattern PROXIED = Pattern.compile("http://[A-Za-z0-9._~%:\\[\\]-]+(?:/.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([nrt\\\\])");

    /** A request for a path, or for an absolute URI. */
    static Request of(Target target, Scheme scheme, String path) throws UndecidedException {
        Options options = target.options();
        String body = unescape(options.find("request-body").orElse(""));
        int bodyLength = atMost(MAX_BODY, "request-body", body);
        var request = new Request(options.text("method"), checkedPath(path),
                List.copyOf(headers(target, authority(target, scheme, path), bodyLength)), body);
        int _ = atMost(MAX_BYTES, "the request of path, header and request-body", request.text());
        return request;
    }

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
        return Http2Request.of(fields, body.getBytes(StandardCharsets.UTF_8));
    }

    boolean fits() {
        return text().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
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

    private static int atMost(int limit, String what, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > limit) {
            throw new IllegalArgumentException(what + " has " + length + " bytes; at most " + limit + " are sent");
        }
        return length;
    }

    /** The option's own lines replace ours of the same name. */
    private static List<String> headers(Target target, String authority, int bodyLength)
            throws UndecidedException {
        Options options = target.options();
        List<String> headers = new ArrayList<>();
        for (String header : options.find("header").map(text -> text.split("\\\\n")).orElse(new String[0])) {
            headers.add(checked(header.strip()));
        }
        addUnlessGiven(headers, "Host", options.find("host").orElse(authority));
        addUnlessGiven(headers, "User-Agent", "Arapaima");
        addUnlessGiven(headers, "Accept", "*/*");
        addUnlessGiven(headers, "Accept-Encoding", "identity");
        addUnlessGiven(headers, "Connection", "close");
        if (bodyLength > 0 || List.of("POST", "PUT", "PATCH").contains(options.text("method"))) {
            addUnlessGiven(headers, "Content-Length", Integer.toString(bodyLength));
        }
        if (options.find("user").isPresent()) {
            addUnlessGiven(headers, "Authorization", basic(options.text("user"), options));
        }
        return headers;
    }

    private static void addUnlessGiven(List<String> headers, String name, String value) {
        if (headers.stream().noneMatch(header -> isNamed(header, name))) {
            headers.add(checked(name + ": " + value));
        }
    }

    private static boolean isNamed(String header, String name) {
        return header.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    /** RFC 9112, section 3.2: the port is named when it is not the scheme's own; a proxy is told whose it asks for. */
    private static String authority(Target target, Scheme scheme, String path) {
        if (path.startsWith(ABSOLUTE)) {
            int end = path.indexOf('/', ABSOLUTE.length());
            return path.substring(ABSOLUTE.length(), end < 0 ? path.length() : end);
        }
        return target.port() == scheme.port ? target.hostInUri() : target.hostInUri() + ":" + target.port();
    }

    private static String basic(String user, Options options) throws UndecidedException {
        String password = options.secret("password").orElse("");
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String checkedPath(String path) {
        boolean beginsWell = path.startsWith("/") || path.equals("*") || PROXIED.matcher(path).matches();
        if (beginsWell && path.chars().allMatch(c -> c > ' ' && c != 0x7f)) {
            return path;
        }
        throw new IllegalArgumentException("path \"" + path
                + "\" must begin with a slash, or with http:// and a host for a proxy, and have no control characters;"
                + " write a blank as %20");
    }

    private static String checked(String header) {
        if (HEADER.matcher(header).matches()) {
            return header;
        }
        throw new IllegalArgumentException("header \"" + header + "\" is not of the form Name: value");
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(switch (found.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            default -> "\\";
        }));
    }
}
