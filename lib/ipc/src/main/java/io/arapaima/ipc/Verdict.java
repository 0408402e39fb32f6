package io.arapaima.ipc;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.Share;
import io.arapaima.checkspec.PrintableText;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What nanny thinks of one planned check.
 *
 * @param check identity of the planned check
 * @param state what it is
 * @param why reason code and text of the result that decided, for example {@code REFUSED: Connection refused, 1 of 1}
 * @param since when the state began
 * @param share what the server asks for by this check, whatever the state
 * @param inconclusive why the check cannot decide now, whatever it has decided before; empty = its last results decide
 */
public record Verdict(String check, State state, String why, Instant since, Share share,
        Optional<Inconclusive> inconclusive) {
    /** The form in which nanny says a failure. */
    private static final Pattern FAILED = Pattern
            .compile("(?<code>[A-Z]{2,20})(?:: (?<words>.*))?, (?<checks>\\d{1,6}) of \\d{1,6}");

    /** The reason becomes one printable line. A verdict that was saved by an older version has no share. */
    public Verdict {
        why = PrintableText.line(why);
        share = Objects.requireNonNullElse(share, Share.WHOLE);
    }

    /**
     * Results that decide nothing: a fault on the director.
     *
     * @param why the cause, one sentence
     * @param since when the first of them came
     */
    public record Inconclusive(String why, Instant since) {}

    /**
     * Of a check that decides.
     *
     * @param check identity of the planned check
     * @param state what it is
     * @param why reason code and text of the result that decided
     * @param since when the state began
     * @param share what the server asks for by this check
     */
    public Verdict(String check, State state, String why, Instant since, Share share) {
        this(check, state, why, since, share, Optional.empty());
    }

    /**
     * A failure as a cause: its kind and the number of checks apart from the words.
     *
     * @param why what a verdict says that is {@link State#DOWN}
     * @return the cause; as it was said where it has another form
     */
    public static Reason failure(String why) {
        Matcher failed = FAILED.matcher(why);
        return failed.matches()
                ? new Reason.Failed(failed.group("code"), Objects.requireNonNullElse(failed.group("words"), ""),
                        Integer.parseInt(failed.group("checks")))
                : new Reason.Said(why);
    }

    /** {@return what was decided, and nothing about what is not} */
    public Verdict decided() {
        return inconclusive.isEmpty() ? this : new Verdict(check, state, why, since, share);
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
