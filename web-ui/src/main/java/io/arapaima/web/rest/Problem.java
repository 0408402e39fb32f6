package io.arapaima.web.rest;

import io.arapaima.checkspec.PrintableText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a request is not fulfilled: a problem document (RFC 9457).
 *
 * @param type names the kind of problem
 * @param title the kind in words
 * @param status of HTTP
 * @param code the kind for programs; never changed
 * @param detail what is wrong this time and what to do
 * @param problems each fault of what was sent
 * @param active name of the director that takes it, where another one does
 * @param difference what has changed since the version that was named, a line each
 */
public record Problem(String type, String title, int status, String code, String detail, List<Fault> problems,
        Optional<String> active, List<String> difference) {
    /**
     * A fault of what was sent.
     *
     * @param pointer where (RFC 6901), or the name of a header or parameter
     * @param text what, with the limit and the way out
     */
    public record Fault(String pointer, String text) {
        /** Makes printable lines: they may quote what was sent. */
        public Fault {
            pointer = PrintableText.line(pointer);
            text = PrintableText.line(text);
        }
    }

    /** Ends a request with a problem document. */
    public static final class ProblemException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;
        private final transient Optional<Duration> retry;

        /**
         * With that document.
         *
         * @param problem what is answered
         */
        public ProblemException(Problem problem) {
            this(problem, Optional.empty());
        }

        /**
         * With that document, and a time after which it makes sense to ask again.
         *
         * @param problem what is answered
         * @param retry after which time
         */
        public ProblemException(Problem problem, Optional<Duration> retry) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
            this.retry = retry;
        }

        /** {@return what is answered} */
        public Problem problem() {
            return problem;
        }

        /** {@return after which time it makes sense to ask again} */
        public Optional<Duration> retry() {
            return retry;
        }
    }

    /** Kinds of problems. */
    public enum Kind {
        /** The server cannot make sense of it at all. */
        BAD_REQUEST(400, "bad-request", "The request cannot be understood"),
        /** Nobody is signed in. */
        SIGN_IN(401, "sign-in", "Sign in first"),
        /** Wrong name, password or code. */
        WRONG(401, "wrong", "That is not right"),
        /** Beyond the role. */
        ROLE(403, "role", "Your role may not do that"),
        /** Another site may have sent it. */
        FORGED(403, "forged", "The request does not come from the console's own page"),
        /** There is no such thing. */
        NOT_FOUND(404, "not-found", "There is no such thing"),
        /** The thing has no such method. */
        METHOD(405, "method", "That cannot be done to it"),
        /** Another director takes it. */
        NOT_ACTIVE(409, "not-active", "This director is not active"),
        /** The director has said no. */
        REFUSED(409, "refused", "The director refuses"),
        /** There is one already, or it is needed. */
        CONFLICT(409, "conflict", "That contradicts what is there"),
        /** Somebody was faster. */
        OLD(412, "old", "It has changed meanwhile"),
        /** Too long. */
        TOO_LARGE(413, "too-large", "The body is too long"),
        /** Address too long. */
        ADDRESS(414, "address", "The address is too long"),
        /** No JSON. */
        NOT_JSON(415, "not-json", "The body has to be application/json"),
        /** Faults of the body. */
        INVALID(422, "invalid", "What was sent has faults"),
        /** No version was named. */
        VERSION_NEEDED(428, "version-needed", "Say which version you have seen, with If-Match"),
        /** Too often. */
        TOO_MANY(429, "too-many", "Too many requests"),
        /** Headers too long. */
        HEADERS(431, "headers", "The headers are too long"),
        /** This program is wrong. */
        DEFECT(500, "defect", "A defect of the web UI"),
        /** The director cannot be asked. */
        NO_DIRECTOR(503, "no-director", "The director does not answer"),
        /** Too much at once. */
        BUSY(503, "busy", "Too much at once");

        private final int status;
        private final String code;
        private final String title;

        Kind(int status, String code, String title) {
            this.status = status;
            this.code = code;
            this.title = title;
        }

        /**
         * A problem of this kind.
         *
         * @param detail what is wrong this time and what to do
         * @return the document
         */
        public Problem problem(String detail) {
            return new Problem("urn:arapaima:problem:" + code, title, status, code, PrintableText.line(detail),
                    List.of(),
                    Optional.empty(), List.of());
        }

        /**
         * To be thrown.
         *
         * @param detail what is wrong this time and what to do
         * @return the exception
         */
        public ProblemException because(String detail) {
            return new ProblemException(problem(detail));
        }
    }

    /** {@return the same with faults} */
    public Problem with(List<Fault> faults) {
        return new Problem(type, title, status, code, detail, List.copyOf(faults), active, difference);
    }

    /** {@return the same with the name of the director that takes it} */
    public Problem withActive(Optional<String> name) {
        return new Problem(type, title, status, code, detail, problems, name.map(PrintableText::line), difference);
    }

    /** {@return the same with what has changed} */
    public Problem withDifference(List<String> lines) {
        return new Problem(type, title, status, code, detail, problems, active,
                lines.stream().map(PrintableText::line).toList());
    }
}
