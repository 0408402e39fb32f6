package io.arapaima.check;

import static io.arapaima.check.CheckResult.Reason.CLOSED;
import static io.arapaima.check.CheckResult.Reason.CONTENT;
import static io.arapaima.check.CheckResult.Reason.PROTOCOL;
import static io.arapaima.check.CheckResult.Reason.REFUSED;
import static io.arapaima.check.CheckResult.Reason.RESET;
import static io.arapaima.check.CheckResult.Reason.TIMEOUT;

/** What the other side does to a probe, and what a check must make of it unless its {@link Terms} say otherwise. */
public enum Behaviour {
    /** It behaves as the check wants it. */
    ANSWERS("answers as it should"),
    /** Nobody listens. */
    REFUSES("refuses"),
    /** It accepts and says nothing. */
    HANGS("accepts and says nothing"),
    /** It sends the right answer at one byte a second, so every single read succeeds and the whole never ends. */
    DRIPS("sends its answer at one byte a second"),
    /** It sends a few thousand random bytes, always the same ones, and stays. */
    TALKS_GARBAGE("sends garbage"),
    /** It sends 100 MB a second until the check closes: what is kept of it must stay small. */
    FLOODS("sends 100 MB a second"),
    /** It closes after the first byte of its answer. */
    CLOSES_EARLY("closes early"),
    /** It accepts and resets. */
    RESETS("resets the connection"),
    /** It drops connection requests: only the connect time-out helps. */
    BLACK_HOLE("drops connection requests");

    private final String words;

    Behaviour(String words) {
        this.words = words;
    }

    /** {@return what a check must make of it, unless its terms say otherwise} */
    public Expectation usual() {
        return switch (this) {
            case ANSWERS -> Expectation.passed();
            case REFUSES -> Expectation.failed(REFUSED);
            case HANGS, DRIPS, BLACK_HOLE -> Expectation.failed(TIMEOUT);
            case TALKS_GARBAGE -> Expectation.failed(PROTOCOL, CONTENT);
            case FLOODS -> Expectation.failed(PROTOCOL, CONTENT, TIMEOUT);
            case CLOSES_EARLY -> Expectation.failed(CLOSED, RESET);
            case RESETS -> Expectation.failed(RESET);
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
