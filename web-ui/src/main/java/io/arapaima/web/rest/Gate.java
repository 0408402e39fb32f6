package io.arapaima.web.rest;

import io.arapaima.web.rest.Problem.ProblemException;
import io.arapaima.web.access.Caller;
import io.arapaima.web.access.Door;
import io.arapaima.web.access.Throttle;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What each request is asked before anything of it is done: not too many, known, not forged by another site, of a role that may, with
 * a body of the right kind. Thread-safe.
 */
final class Gate {
    private static final int AT_ONCE = 300;
    private static final Duration EACH = Duration.ofMillis(10);
    /** A form of another site cannot send it, and a script of another site has to ask first. */
    private static final String OWN_HEADER = "X-Arapaima";

    private final Door door;
    private final Throttle requests;

    Gate(Door door, LongSupplier nanoClock) {
        this.door = door;
        this.requests = new Throttle(AT_ONCE, EACH, nanoClock);
    }

    /** Who may go on; nobody where nobody need be known. */
    Optional<Caller> pass(Incoming request, Route route) throws IOException {
        Optional<Duration> wait = requests.take(request.address());
        if (wait.isPresent()) {
            throw new ProblemException(Problem.Kind.TOO_MANY.problem("this address has asked too often"), wait);
        }
        boolean token = request.header().apply("Authorization").isPresent();
        Optional<Caller> caller = token ? byToken(request) : bySession(request);
        if (!request.isSafe() && !token) {
            requireOwnPage(request);
        }
        if (route.takes().isPresent()) {
            Caller known = caller.orElseThrow(() -> Problem.Kind.SIGN_IN.because(
                    "POST /api/v1/sessions with name and password, or show a token: Authorization: Bearer ..."));
            if (known.role().compareTo(route.takes().get()) < 0) {
                throw Problem.Kind.ROLE
                        .because(known.name() + " has the role " + word(known.role()) + ", and this takes "
                                + word(route.takes().get()) + "; an administrator gives roles");
            }
        }
        return caller;
    }

    private static String word(Enum<?> role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private Optional<Caller> byToken(Incoming request) throws IOException {
        Optional<Caller> caller = door.byHeader(request.header().apply("Authorization").orElse(""));
        return Optional
                .of(caller.orElseThrow(() -> Problem.Kind.SIGN_IN.because("this token is not known, or no longer")));
    }

    private Optional<Caller> bySession(Incoming request) throws IOException {
        return request.cookie().isEmpty() ? Optional.empty() : door.bySession(request.cookie().get(), true);
    }

    /** A browser says by itself where a request comes from; an old one by Origin alone. */
    private static void requireOwnPage(Incoming request) {
        Optional<String> site = request.header().apply("Sec-Fetch-Site");
        boolean own = site.isPresent()
                ? site.get().equals("same-origin")
                : request.header().apply("Origin").filter(origin -> isOwn(origin, request)).isPresent();
        if (!own || request.header().apply(OWN_HEADER).isEmpty()) {
            throw Problem.Kind.FORGED
                    .because("requests with a cookie come from the console's own page and carry the header "
                            + OWN_HEADER + "; scripts show a token");
        }
    }

    private static boolean isOwn(String origin, Incoming request) {
        try {
            return request.host().equals(URI.create(origin).getRawAuthority())
                    && origin.startsWith("https:");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
