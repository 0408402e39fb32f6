package io.arapaima.web.rest;

import io.arapaima.ipc.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The answer to a request. */
public sealed interface Reply {
    /** Of one that has a body, and is known whole. */
    String JSON = "application/json";

    /**
     * Known whole.
     *
     * @param status of HTTP
     * @param type of the body; empty = there is none
     * @param body to be written in the character set of its type
     * @param headers beside those that every answer has
     */
    record Whole(int status, String type, String body, Map<String, String> headers) implements Reply {
        /** {@return the body in the character set that the type names; UTF-8 where it names none} */
        public byte[] bytes() {
            return body.getBytes(type.endsWith("charset=iso-8859-1")
                    ? StandardCharsets.ISO_8859_1
                    : StandardCharsets.UTF_8);
        }

        /** {@return the same with one more header} */
        public Whole header(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Whole(status, type, body, Map.copyOf(more));
        }

        /** {@return the same with the version that it shows} */
        public Whole version(String version) {
            return header("ETag", "\"" + version + "\"");
        }
    }

    /**
     * Server-sent events for as long as both sides like.
     *
     * @param stream writes them
     */
    record Streaming(Stream stream) implements Reply {}

    /** Writes events. */
    @FunctionalInterface
    interface Stream {
        /**
         * Writes until nobody reads any more.
         *
         * @param out to be flushed after each event
         * @throws IOException when the reader is gone
         */
        void write(OutputStream out) throws IOException;
    }

    /** {@return a record, list or map with status 200} */
    static Whole json(Object body) {
        return json(200, body);
    }

    /** {@return a record, list or map} */
    static Whole json(int status, Object body) {
        return new Whole(status, JSON, Json.write(body), Map.of());
    }

    /** {@return text with status 200} */
    static Whole text(String type, String body) {
        return new Whole(200, type, body, Map.of());
    }

    /** {@return done, and there is nothing to say about it} */
    static Whole nothing() {
        return new Whole(204, "", "", Map.of());
    }

    /** {@return a problem document} */
    static Whole of(Problem problem, Optional<Duration> retry) {
        var whole = new Whole(problem.status(), "application/problem+json",
                Json.write(problem), Map.of());
        return retry.map(time -> whole.header("Retry-After", Long.toString(time.toSeconds() + 1))).orElse(whole);
    }
}
