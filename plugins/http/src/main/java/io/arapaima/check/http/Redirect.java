package io.arapaima.check.http;

import io.arapaima.check.Quoted;
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
                UriReference.of(UriReference.escaped(location)).resolvedAgainst(from)));
    }

    /** The request for the page that is meant; empty if that is elsewhere, or too long to ask for. */
    Optional<Request> next(Request request) {
        if (!isHere()) {
            return Optional.empty();
        }
        String path = to.pathAndQuery();
        Request next = request.redirected(answer.status(), request.proxied() ? to.origin() + path : path);
        return Optional.of(next).filter(Request::fits);
    }

    private boolean isHere() {
        return from.origin().equals(to.origin());
    }

    String refused() {
        return isHere()
                ? this + "; that is longer than the " + Request.MAX_BYTES + " bytes that a request may have"
                : this + "; only redirects within " + Quoted.of(from.origin()) + " are followed";
    }

    @Override
    public String toString() {
        return answer.statusLine() + " redirects to " + Quoted.of(location);
    }
}
