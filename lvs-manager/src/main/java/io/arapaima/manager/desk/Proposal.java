package io.arapaima.manager.desk;

import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Message.Answer;
import java.io.IOException;

/**
 * A file that somebody wants to have in force.
 *
 * @param file its contents
 * @param what where it comes from, for the journal
 * @param how the circumstances
 */
record Proposal(LvsConfFile file, String what, ConfigRequest.ApplyOptions how) {
    /** Takes one into use, or refuses it. */
    @FunctionalInterface
    interface Desk {
        Answer put(Proposal proposal, String actor) throws IOException;
    }

    String reason() {
        return what + (how.reason().isEmpty() ? "" : ": " + how.reason());
    }
}
