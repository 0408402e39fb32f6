package io.arapaima.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one real server is checked: the keywords of its block, overridden by its own.
 *
 * @param check the check plugin, or several; empty: {@code send}, {@code expect} and {@code send_program} decide
 * @param interval time between two checks; at least 10 ms
 * @param connectTimeout limit of connecting; at least 10 ms
 * @param checkTimeout limit of one whole check; at least 10 ms
 * @param rise good checks in a row that bring the server up, at least 1; empty: the rule of {@code reentry}
 * @param fall failed checks in a row that take it down, at least 1
 * @param path on which way it is asked
 * @param port port to check, 0 to 65535
 * @param options the checks' options that the file sets, by name of the check and of the option ({@code expect-status}); may
 *     hold secrets
 */
public record CheckSettings(Optional<CheckExpression> check, Duration interval, Duration connectTimeout,
        Duration checkTimeout, OptionalInt rise, int fall, CheckPath path, int port,
        Map<String, Map<String, String>> options) {
    /** Copies the options. */
    public CheckSettings {
        options = Map.copyOf(options);
    }

    /**
     * The options of one check.
     *
     * @param name of the check
     * @return those that the file sets
     */
    public Map<String, String> options(String name) {
        return options.getOrDefault(name, Map.of());
    }
}
