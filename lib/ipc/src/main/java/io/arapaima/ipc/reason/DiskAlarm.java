package io.arapaima.ipc.reason;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a director needs of its machine, a disk or a name server, does not work. */
public sealed interface DiskAlarm extends Alarm {
    /**
     * A write does not return.
     *
     * @param folder the state folder
     * @param since when it began
     */
    record DiskHangs(String folder, Instant since) implements DiskAlarm {}

    /**
     * The state cannot be written.
     *
     * @param folder the state folder
     * @param since when it failed first
     * @param error the system's words
     * @param again so many seconds between two tries
     */
    record NotWritten(String folder, Instant since, String error, long again) implements DiskAlarm {}

    /**
     * A file of the state is damaged.
     *
     * @param damage what was lost and where the file is now, one sentence in English
     */
    record Damaged(String damage) implements DiskAlarm {}

    /**
     * The mail spool takes nothing.
     *
     * @param error the system's words
     */
    record SpoolFailed(String error) implements DiskAlarm {}

    /**
     * A host name and its address.
     *
     * @param name of the host
     * @param address its last answer; empty = there is none
     * @param at when it was answered; empty = just now
     */
    record Host(String name, String address, Optional<Instant> at) {}

    /**
     * Some hosts, of which the first are named.
     *
     * @param named the first
     * @param more how many others
     */
    record Hosts(List<Host> named, int more) {
        /** None. */
        public static final Hosts NONE = new Hosts(List.of(), 0);

        /** Keeps a copy. */
        public Hosts {
            named = List.copyOf(named);
        }
    }

    /**
     * Name servers do not answer, or answer late and otherwise.
     *
     * @param since when the first name was without an answer; empty = all have one
     * @param used whose last answer is used
     * @param moved who has another address than the one in use
     * @param again so many seconds between two tries
     */
    record NamesUnanswered(Optional<Instant> since, Hosts used, Hosts moved, long again) implements DiskAlarm {}
}
