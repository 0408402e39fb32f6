package io.arapaima.web.rest;

import io.arapaima.web.rest.Problem.ProblemException;
import io.arapaima.web.access.Caller;
import io.arapaima.web.access.Door;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Takes a request through all questions to its operation, and makes a problem document of whatever goes wrong. Thread-safe. */
public final class Dispatcher {
    private static final System.Logger LOG = System.getLogger("web");
    /** Bytes of a body that is read although its request is refused. */
    private static final long SHORT = 64 << 10;

    private final Router router;
    private final Gate gate;
    private final Repeats repeats;
    private final Tally tally;

    /** Is told of each request when it has been answered. */
    @FunctionalInterface
    public interface Tally {
        /**
         * Counts one.
         *
         * @param route path of the operation with its variables; {@code none} where there is none
         * @param method of the request
         * @param status of the answer
         * @param nanos from the request to the answer; of a stream, to its first byte
         */
        void count(String route, String method, int status, long nanos);
    }

    /**
     * Over all operations.
     *
     * @param router finds them
     * @param door knows who may come in
     * @param nanoClock the machine's monotonic clock
     * @param tally is told of each request
     */
    public Dispatcher(Router router, Door door, LongSupplier nanoClock, Tally tally) {
        this.router = router;
        this.gate = new Gate(door, nanoClock);
        this.repeats = new Repeats(nanoClock);
        this.tally = tally;
    }

    /**
     * Answers.
     *
     * @param request what came
     * @return what is answered; never throws but for errors of the machine
     */
    public Reply answer(Incoming request) {
        long began = System.nanoTime();
        String[] route = {"none"};
        Reply reply;
        try {
            reply = found(request, route);
        } catch (ProblemException e) {
            reply = Reply.of(e.problem(), e.retry());
        } catch (IOException e) {
            reply = Reply.of(Problem.Kind.NO_DIRECTOR.problem(String.valueOf(e.getMessage())), Optional.empty());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a defect, please report it: " + request.method() + " " + route[0], e);
            reply = Reply.of(Problem.Kind.DEFECT.problem("the journal has the details; please report it"),
                    Optional.empty());
        }
        tally.count(route[0], method(request), reply instanceof Reply.Whole whole ? whole.status() : 200,
                System.nanoTime() - began);
        return reply;
    }

    /** Whatever the caller invents is one word to whoever counts. */
    private static String method(Incoming request) {
        return switch (request.method()) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" -> request.method();
            default -> "other";
        };
    }

    private Reply found(Incoming request, String[] name) throws IOException {
        Router.Found found;
        Optional<Caller> caller;
        try {
            found = router.find(request.method(), request.path());
            name[0] = found.route().path();
            caller = gate.pass(request, found.route());
        } catch (ProblemException e) {
            letSay(request);
            throw e;
        }
        Route route = found.route();
        var call = new Call(request, found.path(), caller, request.isSafe() ? "" : body(request, route));
        return request.isSafe() ? unlessKnown(request, route.action().act(call)) : once(route, call);
    }

    /** Who is refused in the middle of a short body takes that for a broken connection, and never reads why. */
    private static void letSay(Incoming request) {
        if (announced(request) <= SHORT) {
            try (InputStream in = request.body().open()) {
                in.skipNBytes(announced(request));
            } catch (IOException _) {
                // nobody reads the refusal then
            }
        }
    }

    private static long announced(Incoming request) {
        return request.header().apply("Content-Length").filter(n -> n.matches("\\d{1,18}")).map(Long::parseLong)
                .orElse(0L);
    }

    /** What the reader has already is not sent again. */
    private static Reply unlessKnown(Incoming request, Reply reply) {
        if (reply instanceof Reply.Whole whole && Optional.ofNullable(whole.headers().get("ETag"))
                .equals(request.header().apply("If-None-Match")) && whole.headers().containsKey("ETag")) {
            return new Reply.Whole(304, "", "", whole.headers());
        }
        return reply;
    }

    private Reply once(Route route, Call call) throws IOException {
        Optional<String> key = Repeats.key(call);
        if (key.isEmpty()) {
            return route.action().act(call);
        }
        Optional<Reply.Whole> before = repeats.begin(key.get(), call);
        if (before.isPresent()) {
            return before.get().header("Idempotent-Replayed", "true");
        }
        Optional<Reply.Whole> answer = Optional.empty();
        try {
            Reply reply = route.action().act(call);
            answer = reply instanceof Reply.Whole whole ? Optional.of(whole) : Optional.empty();
            return reply;
        } finally {
            repeats.end(key.get(), call, answer);
        }
    }

    private static String body(Incoming request, Route route) throws IOException {
        long announced = announced(request);
        byte[] body = new byte[0];
        if (announced <= route.longest()) {
            try (InputStream in = request.body().open()) {
                body = in.readNBytes(route.longest() + 1);
            } catch (IOException e) {
                throw Problem.Kind.BAD_REQUEST.because("the body did not come whole: " + e.getMessage());
            }
        }
        if (announced > route.longest() || body.length > route.longest()) {
            throw Problem.Kind.TOO_LARGE
                    .because("a body of " + route.path() + " has at most " + route.longest() + " bytes");
        }
        String type = request.header().apply("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (body.length > 0 && !type.matches("application/json(;\\s*charset=utf-8)?")) {
            throw Problem.Kind.NOT_JSON.because("it is " + (type.isEmpty() ? "nothing" : type));
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
