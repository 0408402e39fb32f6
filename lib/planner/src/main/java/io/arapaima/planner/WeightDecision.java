package io.arapaima.planner;

import io.arapaima.ipc.ServerState;

/**
 * What a real server gets, and why.
 *
 * @param member which
 * @param state what it is
 * @param inTable whether the data plane shall hold it
 * @param weight its weight there; 0 when it is not there
 * @param cause the last word alone, for events and mails
 * @param why from the configured weight to the last word
 */
public record WeightDecision(Member member, ServerState state, boolean inTable, int weight, String cause,
        String why) {
    /** Whether it gets connections, or would if enough others did. */
    boolean serves() {
        return weight > 0 || state == ServerState.WAITING;
    }
}
