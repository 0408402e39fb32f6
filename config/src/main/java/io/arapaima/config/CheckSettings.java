package io.arapaima.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one real server is checked: the keywords of its block, overridden by its own.
 *
 * @param check name of the check plugin; empty: {@code send}, {@code expect} and {@code send_program} decide
 * @param interval time between two checks; at least 10 ms
 * @param connectTimeout limit of connecting; at least 10 ms
 * @param checkTimeout limit of one whole check; at least 10 ms
 * @param rise good checks in a row that bring the server up, at least 1; empty: the rule of {@code reentry}
 * @param fall failed checks in a row that take it down, at least 1
 * @param port port to check, 0 to 65535
 * @param options the check's options that the file sets, by option name ({@code expect-status}); may hold secrets
 */
public record CheckSettings(Optional<String> check, Duration interval, Duration connectTimeout, Duration checkTimeout,
        OptionalInt rise, int fall, int port, Map<String, String> options) {
    /** Copies the options. */
    public CheckSettings {
        options = Map.copyOf(options);
    }
}
