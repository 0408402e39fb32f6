package io.arapaima.check.http;

import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a request of the options, and refuses what cannot be sent. */
final class RequestOptions {
    private static final int MAX_BODY = 32 << 10;
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\p{Cntrl}]*");
    private static final Pattern PROXIED = Pattern.compile("http://[A-Za-z0-9._~%:\\[\\]-]+(?:/.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([nrt\\\\])");

    private RequestOptions() {}

    /** The request for a path, or for an absolute URI. */
    static Request read(Target target, Scheme scheme, String path) throws UndecidedException {
        Options options = target.options();
        String body = unescape(options.find("request-body").orElse(""));
        int bodyLength = OptionText.bytes(body).length;
        if (bodyLength > MAX_BODY) {
            throw tooLong("request-body", bodyLength, MAX_BODY);
        }
        var request = new Request(options.text("method"), checkedPath(path),
                List.copyOf(headers(target, authority(target, scheme, path), bodyLength)), body);
        if (!request.fits()) {
            throw tooLong("the request of path, header and request-body", request.bytes(), Request.MAX_BYTES);
        }
        return request;
    }

    private static IllegalArgumentException tooLong(String what, int length, int limit) {
        return new IllegalArgumentException(what + " has " + length + " bytes; at most " + limit + " are sent");
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
        if (headers.stream().noneMatch(header -> Request.isNamed(header, name))) {
            headers.add(checked(name + ": " + value));
        }
    }

    /** RFC 9112, section 3.2: the port is named when it is not the scheme's own; a proxy is told whose it asks for. */
    private static String authority(Target target, Scheme scheme, String path) {
        if (path.startsWith(Request.ABSOLUTE)) {
            int end = path.indexOf('/', Request.ABSOLUTE.length());
            return path.substring(Request.ABSOLUTE.length(), end < 0 ? path.length() : end);
        }
        return target.port() == scheme.port ? target.hostInUri() : target.hostInUri() + ":" + target.port();
    }

    private static String basic(String user, Options options) throws UndecidedException {
        String password = options.secret("password").orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(OptionText.bytes(user + ":" + password));
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
