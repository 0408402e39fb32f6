package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import java.io.IOException;
import java.util.List;

/** The events that no mail holds yet, in the memory of whoever notices them. */
public interface Outbox {
    /** {@return them, as far as the disk knows of them: only these may be put into a mail; asked by the thread that waits for the disk} */
    List<Event> outbox();

    /** {@return them, also those that are not on the disk yet} */
    List<Event> waiting();

    /**
     * The first events of {@link #outbox} are safe in the mail spool now.
     *
     * @param count so many
     * @throws IOException if that cannot be saved; then their mail must not leave yet, or a restart would send it again
     */
    void spooled(int count) throws IOException;
}
