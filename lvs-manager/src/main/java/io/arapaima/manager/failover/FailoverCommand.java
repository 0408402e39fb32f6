package io.arapaima.manager.failover;

import io.arapaima.checkspec.Encoding;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@code start_cmd} or {@code stop_cmd}.
 *
 * @param line its words; empty: there is nothing to do
 * @param limit after which it is killed
 * @param encoding of the lvs.cf where it stands: the program gets the bytes of that file
 */
public record FailoverCommand(Optional<String> line, Duration limit, Encoding encoding) {
    /** An older program that noted it knew UTF-8 alone. */
    public FailoverCommand {
        encoding = Objects.requireNonNullElse(encoding, Encoding.UTF_8);
    }

    /**
     * Of a file in UTF-8.
     *
     * @param line its words
     * @param limit after which it is killed
     */
    public FailoverCommand(Optional<String> line, Duration limit) {
        this(line, limit, Encoding.UTF_8);
    }
}
