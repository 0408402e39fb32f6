package io.arapaima.alerts;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.MailAlarm;
import java.io.Serial;

/** The mail server cannot be used at all, whatever the mail: one sentence with server, fault and cure. */
final class MailServerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient MailAlarm alarm;

    MailServerException(MailAlarm alarm, Throwable cause) {
        super(English.of(alarm), cause);
        this.alarm = alarm;
    }

    /** {@return the same as its message} */
    MailAlarm alarm() {
        return alarm;
    }
}
