package io.arapaima.manager.failover;

import java.time.Duration;
import java.util.Optional;

/**
 * A {@code start_cmd} or {@code stop_cmd}.
 *
 * @param line its words; empty: there is nothing to do
 * @param limit after which it is killed
 */
public record FailoverCommand(Optional<String> line, Duration limit) {}
