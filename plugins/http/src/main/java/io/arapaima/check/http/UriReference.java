package io.arapaima.check.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URI, or a reference relative to one, in its parts (RFC 3986). The fragment is left out: no server is ever told it.
 *
 * @param scheme what stands before the first colon
 * @param authority host and port, as written
 * @param path may be empty
 * @param query what stands behind the question mark
 */
record UriReference(Optional<String> scheme, Optional<String> authority, String path, Optional<String> query) {
    /** RFC 3986, appendix B. */
    private static final Pattern PARTS = Pattern
            .compile("(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);

    private static final String NEVER = "\"<>\\^`{|}";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    static UriReference of(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("every text matches " + PARTS);
        }
        return new UriReference(Optional.ofNullable(parts.group(1)), Optional.ofNullable(parts.group(2)),
                parts.group(3), Optional.ofNullable(parts.group(4)));
    }

    /**
     * The text with what no URI may have as %hh, which is what browsers and LWP make of a Location with blanks or names in UTF-8.
     *
     * @param text a character for each byte
     */
    static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7f && NEVER.indexOf(c) < 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.toHighHexDigit(c)).append(HEX.toLowHexDigit(c));
            }
        }
        return escaped.toString();
    }

    /** Scheme, host and port, written in one way; without a user, who is no part of where a page is. */
    String origin() {
        String name = scheme.orElse("").toLowerCase(Locale.ROOT);
        String all = authority.orElse("").toLowerCase(Locale.ROOT);
        String host = all.substring(all.lastIndexOf('@') + 1);
        String usual = name.equals("https") ? ":443" : ":80";
        String plain = host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host;
        return name + "://" + canonical(plain.endsWith(":") ? plain.substring(0, plain.length() - 1) : plain);
    }

    /** An IPv6 address can be written in many ways. */
    private static String canonical(String host) {
        int end = host.indexOf(']');
        if (!host.startsWith("[") || end < 0) {
            return host;
        }
        try {
            return "[" + InetAddress.ofLiteral(host.substring(1, end)).getHostAddress() + host.substring(end);
        } catch (IllegalArgumentException _) {
            return host;
        }
    }

    /** RFC 3986, section 5.2.2. */
    UriReference resolvedAgainst(UriReference base) {
        if (scheme.isPresent()) {
            return new UriReference(scheme, authority, withoutDots(path), query);
        }
        if (authority.isPresent()) {
            return new UriReference(base.scheme, authority, withoutDots(path), query);
        }
        if (path.isEmpty()) {
            return new UriReference(base.scheme, base.authority, base.path, query.or(base::query));
        }
        return new UriReference(base.scheme, base.authority,
                withoutDots(path.startsWith("/") ? path : base.folder() + path), query);
    }

    private String folder() {
        return path.isEmpty() ? "/" : path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** RFC 3986, section 5.2.4; more steps up than there are folders end at the root. */
    private static String withoutDots(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        List<String> kept = new ArrayList<>();
        for (int from = 1; from <= path.length();) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            String segment = path.substring(from, end);
            if (segment.equals("..") && !kept.isEmpty()) {
                kept.removeLast();
            }
            if (!segment.equals(".") && !segment.equals("..")) {
                kept.add(segment);
            } else if (slash < 0) {
                kept.add("");
            }
            from = end + 1;
        }
        return "/" + String.join("/", kept);
    }

    /** What a request asks for: never empty. */
    String pathAndQuery() {
        return (path.isEmpty() ? "/" : path) + query.map(text -> "?" + text).orElse("");
    }

    @Override
    public String toString() {
        return scheme.map(text -> text + ":").orElse("") + authority.map(text -> "//" + text).orElse("") + path
                + query.map(text -> "?" + text).orElse("");
    }
}
