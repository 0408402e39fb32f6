package io.arapaima.check;

/**
 * An answer under a regular expression that may backtrack for years: looking at a character fails once the deadline has
 * passed or the probe is interrupted. What repeats without looking is bounded by {@link Repetitions}.
 */
final class BoundedText implements CharSequence {
    /** Power of two; this many looks take some microseconds, and at most that many rounds of {@link Repetitions} each. */
    private static final int LOOKS_BETWEEN = 1024;

    private final CharSequence text;
    private final Deadline deadline;
    private int looks;

    BoundedText(CharSequence text, Deadline deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    /** The match was given up. */
    static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        GivenUp() {
            super("given up", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if ((++looks & (LOOKS_BETWEEN - 1)) == 0 && (deadline.passed() || Thread.currentThread().isInterrupted())) {
            throw new GivenUp();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), deadline);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
