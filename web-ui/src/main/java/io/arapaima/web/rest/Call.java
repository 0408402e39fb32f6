package io.arapaima.web.rest;

import io.arapaima.web.rest.Problem.ProblemException;
import io.arapaima.ipc.peer.OnBehalf;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.access.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that may be fulfilled.
 *
 * @param request as it came
 * @param path values of the path's variables
 * @param caller who; empty only where nobody need be known
 * @param body its text; empty where there is none
 */
public record Call(Incoming request, Map<String, String> path, Optional<Caller> caller, String body) {
    /** {@return who asks} */
    public Caller who() {
        return caller.orElseThrow();
    }

    /** {@return for whom the daemons are asked} */
    public OnBehalf person() {
        return new OnBehalf(caller.map(Caller::name).orElse("nobody"), caller.map(Caller::role).orElse(PeerRole.VIEWER),
                request.address());
    }

    /** {@return the value of a variable of the path} */
    public String of(String variable) {
        return Optional.ofNullable(path.get(variable)).orElseThrow();
    }

    /** {@return whether only the effect is asked for} */
    public boolean isDryRun() {
        return flag("dry-run");
    }

    /** {@return whether a parameter is {@code true}; missing = false} */
    public boolean flag(String parameter) {
        return switch (query(parameter).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw fault(parameter, "write true or false");
        };
    }

    /** {@return the value of a parameter} */
    public Optional<String> query(String parameter) {
        List<String> values = request.query().getOrDefault(parameter, List.of());
        if (values.size() > 1) {
            throw fault(parameter, "it may stand once");
        }
        return values.stream().findFirst();
    }

    /**
     * A whole number.
     *
     * @param parameter its name
     * @param least the least
     * @param most the greatest
     * @param otherwise where it is missing
     * @return its value
     */
    public long number(String parameter, long least, long most, long otherwise) {
        String text = query(parameter).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        long value = text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
        if (value < least || value > most) {
            throw fault(parameter, "write a whole number from " + least + " to " + most);
        }
        return value;
    }

    /**
     * A parameter has a fault.
     *
     * @param parameter its name
     * @param text what it is instead, and what to write
     * @return the problem to throw
     */
    public static ProblemException fault(String parameter, String text) {
        return new ProblemException(Problem.Kind.INVALID.problem(parameter + ": " + text)
                .with(List.of(new Problem.Fault("?" + parameter, text))));
    }

    /**
     * Reads the body.
     *
     * @param <T> a record
     * @param type its class
     * @return the body
     */
    public <T extends Record> T read(Class<T> type) {
        return Body.read(body, type);
    }
}
