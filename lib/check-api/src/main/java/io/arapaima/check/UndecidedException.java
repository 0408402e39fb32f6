package io.arapaima.check;

import java.io.IOException;

/**
 * Thrown by a probe that can learn nothing about the server because of a fault on this side: a bad option, a missing
 * program. {@link CheckResult#of(IOException)} makes it {@link CheckResult.Inconclusive}.
 */
public final class UndecidedException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean byAnswer;

    /**
     * For one fault.
     *
     * @param cause what is wrong on this side and how to mend it, one sentence
     */
    public UndecidedException(String cause) {
        this(cause, /* byAnswer= */ false);
    }

    private UndecidedException(String cause, boolean byAnswer) {
        super(cause);
        this.byAnswer = byAnswer;
    }

    /**
     * For what the server's own bytes bring about, such as an answer that a regular expression is not done with: a fault of
     * this side once, and a failure of the check when it happens again and again.
     *
     * @param cause what is wrong and how to fix it, one sentence
     * @return the exception to throw
     */
    public static UndecidedException byAnswer(String cause) {
        return new UndecidedException(cause, /* byAnswer= */ true);
    }

    /** {@return whether the server's own bytes brought it about} */
    public boolean isByAnswer() {
        return byAnswer;
    }
}
