package io.arapaima.planner;

import java.util.Optional;
import io.arapaima.ipc.reason.Reason;

/**
 * A weight and its cause.
 *
 * @param weight what the server gets
 * @param moved what moved it away from the configured weight; empty when nothing did
 */
public record Weighed(int weight, Optional<Reason> moved) {}
