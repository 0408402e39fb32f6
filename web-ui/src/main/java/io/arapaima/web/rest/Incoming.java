package io.arapaima.web.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request as it comes from the server.
 *
 * @param method in capitals
 * @param path in canonical form, still encoded
 * @param query parameters, decoded
 * @param address whom it comes from
 * @param host by which name and port it was asked for
 * @param header gives a header's value
 * @param cookie the session's word; empty = none
 * @param body to be read once, and only when the rest is good
 */
public record Incoming(String method, String path, Map<String, List<String>> query, String address, String host,
        Function<String, Optional<String>> header, Optional<String> cookie, Opener body) {
    /** Opens the body. */
    @FunctionalInterface
    public interface Opener {
        /** {@return its bytes} */
        InputStream open() throws IOException;
    }

    /** {@return whether it cannot change anything} */
    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
