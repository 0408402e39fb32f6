package io.arapaima.check.http;

import io.arapaima.check.Deadline;

/**
 * A text that stops being readable at the deadline or at an interrupt. A regular expression looks at its input again and
 * again; one that backtracks without end is ended by what it reads, for the matcher itself knows no limit.
 */
final class BoundedText implements CharSequence {
    /** Asking the clock at every character would double the cost; this many characters take some microseconds. */
    private static final int STRIDE = 1024;

    private final CharSequence text;
    private final Deadline deadline;
    private int reads;

    BoundedText(CharSequence text, Deadline deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    /** The matcher was stopped. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped at the deadline", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (++reads % STRIDE == 0 && (deadline.passed() || Thread.currentThread().isInterrupted())) {
            throw new Stopped();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
