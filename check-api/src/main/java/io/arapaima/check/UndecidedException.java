package io.arapaima.check;

import java.io.IOException;

/**
 * Thrown by a probe that can learn nothing about the server because of a fault on this side: a bad option, a missing
 * program. {@link CheckResult#of(IOException)} makes it {@link CheckResult.Inconclusive}.
 */
public final class UndecidedException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * For one fault.
     *
     * @param cause what is wrong on this side and how to mend it, one sentence
     */
    public UndecidedException(String cause) {
        super(cause);
    }
}
