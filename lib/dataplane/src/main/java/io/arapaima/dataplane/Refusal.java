package io.arapaima.dataplane;

/**
 * A change that the data plane did not make.
 *
 * @param change the step
 * @param reason one sentence: what, why, and the cure
 */
public record Refusal(Change change, String reason) {}
