package io.arapaima.alerts;

import java.io.Serial;

/** The mail server cannot be used at all, whatever the mail: one sentence with server, fault and cure. */
final class MailServerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    MailServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
