package io.arapaima.dataplane;

import java.io.IOException;

/** The data plane as a whole cannot be reached or spoken to. The message is one sentence with the cure. */
public final class DataPlaneException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one sentence: what, why, and the cure
     */
    public DataPlaneException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message one sentence: what, why, and the cure
     * @param cause what went wrong below
     */
    public DataPlaneException(String message, Throwable cause) {
        super(message, cause);
    }
}
