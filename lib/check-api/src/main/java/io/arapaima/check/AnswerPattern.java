package io.arapaima.check;

import io.arapaima.checkspec.Encoding;
import io.arapaima.checkspec.Repetitions;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that is looked for in a server's answer, and gives up at the deadline: some expressions need
 * longer than the age of the universe for an answer that suits them badly, and a plain {@link Pattern} ends neither at a
 * deadline nor at an interrupt. Immutable.
 */
public final class AnswerPattern {
    /** A search that took this long was slow by itself; a shorter one only came too late, which the server explains. */
    private static final Duration SLOW_SEARCH = Duration.ofMillis(250);

    private final Pattern pattern;
    /** The same for an answer that is read byte by byte; none where it would be the same. */
    private final Optional<Pattern> raw;

    private AnswerPattern(Pattern pattern, Optional<Pattern> raw) {
        this.pattern = pattern;
        this.raw = raw;
    }

    /**
     * With the meaning that {@code expect} has had since Piranha: POSIX-extended, {@code .} matches a line end too, and
     * {@code ^} and {@code $} match only at the two ends of the answer.
     *
     * @param expression the expression, escapes already translated
     * @return the pattern
     * @throws UndecidedException if it is none, with the place
     */
    public static AnswerPattern posix(String expression) throws UndecidedException {
        try {
            return new AnswerPattern(PosixPattern.compile(expression), Encoding.isAscii(expression)
                    ? Optional.empty()
                    : Optional.of(PosixPattern.compile(OptionText.raw(expression))));
        } catch (PatternSyntaxException e) {
            throw new UndecidedException("the regular expression has " + e.getDescription() + " at character "
                    + (e.getIndex() + 1) + " of \"" + expression + "\"; it must be a POSIX-extended one");
        }
    }

    /**
     * With Java's meaning, for options of type {@link OptionSpec.Type#REGEX}.
     *
     * @param pattern the expression
     * @return the pattern
     */
    public static AnswerPattern of(Pattern pattern) {
        String expression = pattern.pattern();
        return new AnswerPattern(pattern, Encoding.isAscii(expression) ? Optional.empty() : rawOf(pattern));
    }

    /** What is a range of letters may be none of bytes. */
    private static Optional<Pattern> rawOf(Pattern pattern) {
        try {
            return Optional.of(Pattern.compile(OptionText.raw(pattern.pattern()), pattern.flags()));
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }

    /**
     * That of an option of type {@link OptionSpec.Type#REGEX}.
     *
     * @param options of the probe
     * @param name the option's
     * @return the pattern; empty when the option is unset and has no default
     */
    public static Optional<AnswerPattern> of(Options options, String name) {
        return options.find(name).map(Pattern::compile).map(AnswerPattern::of);
    }

    /**
     * Looks for the expression anywhere in an answer. Limit the answer: 64 KiB hold a page with its headers. An answer that says no
     * encoding is read as UTF-8 where it is that, else as ISO 8859-1, and as bytes: one of these is enough.
     *
     * @param answer what the server said: its text, or each byte as the character of that number
     * @param deadline until when to look
     * @return true if it is there
     * @throws UndecidedException if the expression is too costly to say so in time
     * @throws SocketTimeoutException if the answer came so late that there was no time to look
     * @throws InterruptedException if the probe is interrupted meanwhile
     */
    public boolean foundIn(CharSequence answer, Deadline deadline) throws IOException, InterruptedException {
        if (Repetitions.tooMany(pattern.pattern())) {
            throw new UndecidedException(
                    "the regular expression " + pattern + " has counted repetitions inside each other that "
                            + "make more than " + Repetitions.MOST + " rounds; write smaller numbers");
        }
        Deadline slow = Deadline.in(SLOW_SEARCH);
        try {
            return found(pattern, answer, deadline) || (OptionText.isRaw(answer)
                    && (found(pattern, OptionText.said(answer.toString()), deadline)
                            || (raw.isPresent() && found(raw.get(), answer, deadline))));
        } catch (BoundedText.GivenUp _) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while matching");
            }
            if (!slow.passed()) {
                throw new SocketTimeoutException("the answer came too late to be searched within the time limit");
            }
            throw tooCostly("was not done with an answer of " + answer.length() + " characters by the deadline");
        } catch (StackOverflowError _) {
            throw tooCostly("nests too deep for an answer of " + answer.length() + " characters");
        }
    }

    /**
     * Looks for the expression anywhere in an answer, and fails the server when it is not there.
     *
     * @param what the answer is called in the message: "an answer"
     * @param answer what the server said
     * @param deadline until when to look
     * @throws FailedException if it is not there, with the answer
     * @throws IOException as {@link #foundIn} does
     * @throws InterruptedException if the probe is interrupted meanwhile
     */
    public void require(String what, String answer, Deadline deadline) throws IOException, InterruptedException {
        require(what, answer, answer, deadline);
    }

    /**
     * The same, where the message shows something shorter than the answer.
     *
     * @param what the answer is called in the message: "an answer"
     * @param answer what the server said
     * @param shown what the message shows of it
     * @param deadline until when to look
     * @throws FailedException if it is not there, with what is shown
     * @throws IOException as {@link #foundIn} does
     * @throws InterruptedException if the probe is interrupted meanwhile
     */
    public void require(String what, String answer, String shown, Deadline deadline)
            throws IOException, InterruptedException {
        if (!foundIn(answer, deadline)) {
            throw new FailedException(CheckResult.Reason.CONTENT,
                    "expected " + what + " that matches \"" + this + "\", got " + Quoted.of(shown));
        }
    }

    private static boolean found(Pattern pattern, CharSequence answer, Deadline deadline) {
        return pattern.matcher(new BoundedText(answer, deadline)).find();
    }

    private UndecidedException tooCostly(String how) {
        return UndecidedException.byAnswer("the regular expression " + pattern + " " + how
                + "; write it without repetitions inside repetitions");
    }

    @Override
    public String toString() {
        return pattern.toString();
    }
}
