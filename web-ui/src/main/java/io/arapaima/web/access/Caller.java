package io.arapaima.web.access;

import io.arapaima.ipc.peer.PeerRole;

/**
 * Who makes a request.
 *
 * @param name of the person, or {@code token NAME}
 * @param role what it may do now
 * @param session its session's public name; empty for a program with a token
 */
public record Caller(String name, PeerRole role, String session) {
    /** {@return whether a browser asks, whose requests another site may have forged} */
    public boolean isBrowser() {
        return !session.isEmpty();
    }
}
