package io.arapaima.http2;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What came back.
 *
 * @param status 200 to 999; no server should say more than 599
 * @param fields the header fields, without the status
 * @param body the beginning of the body, up to the limit
 * @param trailers the fields behind the body; none if the limit ended it
 */
public record Http2Answer(int status, List<Field> fields, ByteBuffer body, List<Field> trailers) {
    /** Copies the fields. */
    public Http2Answer {
        fields = List.copyOf(fields);
        trailers = List.copyOf(trailers);
    }

    /**
     * Looks a header field up.
     *
     * @param name in lower case
     * @return its value, the first of several
     */
    public Optional<String> field(String name) {
        return first(fields, name);
    }

    /**
     * Looks a field behind the body up.
     *
     * @param name in lower case
     * @return its value, the first of several
     */
    public Optional<String> trailer(String name) {
        return first(trailers, name);
    }

    private static Optional<String> first(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
    }
}
