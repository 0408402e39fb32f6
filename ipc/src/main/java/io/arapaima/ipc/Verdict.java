package io.arapaima.ipc;

import java.time.Instant;
import java.util.Objects;

/**
 * What nanny thinks of one planned check.
 *
 * @param check identity of the planned check
 * @param state what it is
 * @param why reason code and text of the result that decided, for example {@code REFUSED: Connection refused, 1 of 1}
 * @param since when the state began
 * @param share what the server asks for by this check, whatever the state
 */
public record Verdict(String check, State state, String why, Instant since, Share share) {
    /** A verdict that was saved by an older version has no share. */
    public Verdict {
        share = Objects.requireNonNullElse(share, Share.WHOLE);
    }

    /**
     * Of a server that asks for nothing.
     *
     * @param check identity of the planned check
     * @param state what it is
     * @param why reason code and text of the result that decided
     * @param since when the state began
     */
    public Verdict(String check, State state, String why, Instant since) {
        this(check, state, why, since, Share.WHOLE);
    }

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
