package io.arapaima.check;

import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;

/**
 * Thrown by a probe that has seen enough: the server is at fault, and the probe knows in which way.
 * {@link CheckResult#of(IOException)} makes it {@link CheckResult.Failed}.
 */
public final class FailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /**
     * For one fault of the server.
     *
     * @param reason the kind of failure
     * @param text what was expected and what was seen, one sentence
     */
    public FailedException(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    /** {@return the kind of failure} */
    public Reason reason() {
        return reason;
    }
}
