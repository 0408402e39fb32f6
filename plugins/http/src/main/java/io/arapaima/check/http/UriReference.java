package io.arapaima.check.http;

import java.util.ArrayList;
import java.util.List;
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

    static UriReference of(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("every text matches " + PARTS);
        }
        return new UriReference(Optional.ofNullable(parts.group(1)), Optional.ofNullable(parts.group(2)),
                parts.group(3), Optional.ofNullable(parts.group(4)));
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
