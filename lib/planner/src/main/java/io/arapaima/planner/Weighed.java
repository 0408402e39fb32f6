package io.arapaima.planner;

/**
 * A weight and its cause.
 *
 * @param weight what the server gets
 * @param why what moved it away from the configured weight; empty when nothing did
 */
public record Weighed(int weight, String why) {}
