package io.arapaima.ipc;

import java.time.Instant;

/**
 * What nanny thinks of one planned check.
 *
 * @param check identity of the planned check
 * @param state what it is
 * @param why reason code and text of the result that decided, for example {@code REFUSED: Connection refused, 1 of 1}
 * @param since when the state began
 */
public record Verdict(String check, State state, String why, Instant since) {
    /** States of a check. */
    public enum State {
        /** No decisive result yet. */
        UNKNOWN,
        /** Enough passes in a row. */
        UP,
        /** Enough failures in a row. */
        DOWN
    }
}
