package io.arapaima.check.http;

import io.arapaima.check.Quoted;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An answer that sends the client to another page (RFC 9110, section 15.4).
 *
 * @param answer what came
 * @param location where it points to, as written
 * @param from the page that was asked for
 * @param to the page that is meant
 */
record Redirect(Answer answer, String location, UriReference from, UriReference to) {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    /** The redirect that an answer is; empty if it is none. */
    static Optional<Redirect> of(Request request, Scheme scheme, Answer answer) {
        if (!STATUSES.contains(answer.status())) {
            return Optional.empty();
        }
        UriReference from = request.uri(scheme);
        return answer.location().map(location -> new Redirect(answer, location, from,
                UriReference.of(location).resolvedAgainst(from)));
    }

    /** The request for the page that is meant; empty if that is elsewhere, or nothing that can be asked for. */
    Optional<Request> next(Request request) {
        boolean printable = location.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!printable || !origin(from).equals(origin(to))) {
            return Optional.empty();
        }
        String path = to.pathAndQuery();
        Request next = request.redirected(answer.status(), request.proxied() ? origin(to) + path : path);
        return Optional.of(next).filter(Request::fits);
    }

    /** Scheme, host and port, written in one way. */
    private static String origin(UriReference uri) {
        String scheme = uri.scheme().orElse("").toLowerCase(Locale.ROOT);
        String host = uri.authority().orElse("").toLowerCase(Locale.ROOT);
        String usual = scheme.equals("https") ? ":443" : ":80";
        return scheme + "://" + (host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host);
    }

    String refused() {
        return this + "; only redirects within " + Quoted.of(origin(from)) + " are followed";
    }

    @Override
    public String toString() {
        return answer.statusLine() + " redirects to " + Quoted.of(location);
    }
}
