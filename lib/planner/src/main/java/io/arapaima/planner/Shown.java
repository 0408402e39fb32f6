package io.arapaima.planner;

import java.time.Instant;

/**
 * What was last told about a subject.
 *
 * @param state its state in words
 * @param since when that began
 */
public record Shown(String state, Instant since) {}
