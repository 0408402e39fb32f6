package io.arapaima.ipc.reason;

import io.arapaima.config.Edition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why an lvs.cf was not taken into use, or was taken out of use. {@link English} says it to people. */
public sealed interface FileReason extends Reason {
    /**
     * A line that is wrong.
     *
     * @param line its number, from 1 on
     * @param text what is wrong and how to correct it
     */
    record Fault(int line, String text) {}

    /**
     * It says what cannot be.
     *
     * @param file its path
     * @param faults every one, in the order of lines; at least one
     */
    record Faulty(String file, List<Fault> faults) implements FileReason {
        /** Keeps a copy. */
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /**
     * It cannot be read.
     *
     * @param file its path
     * @param error the system's words
     */
    record Unreadable(String file, String error) implements FileReason {}

    /**
     * Another revision waits for its confirmation.
     *
     * @param number of that revision
     * @param actor who applied it
     * @param until when it goes back by itself
     * @param back number of the revision that comes back
     */
    record TrialPending(int number, String actor, Instant until, int back) implements FileReason {}

    /**
     * Nobody confirmed it in time.
     *
     * @param number of the revision
     * @param seconds how long it was given
     */
    record NotConfirmed(int number, long seconds) implements FileReason {}

    /**
     * It was made from a revision that is no longer in force.
     *
     * @param base number of that revision
     * @param inForce the one that is; empty = none is known
     */
    record Overtaken(int base, Optional<Revision> inForce) implements FileReason {}

    /**
     * The file on the disk was edited and is not in force.
     *
     * @param file its path
     */
    record EditedHere(String file) implements FileReason {}

    /** The file of the director that was to take it was edited there and is not in force. */
    record EditedThere() implements FileReason {}

    /**
     * The director that was to take it runs a newer one.
     *
     * @param there what it runs
     * @param pushed what it was to take
     */
    record Older(Edition there, Edition pushed) implements FileReason {}

    /**
     * The director that was to take it runs another one with the same serial number.
     *
     * @param there what it runs
     * @param pushed what it was to take
     */
    record SameSerial(Edition there, Edition pushed) implements FileReason {}
}
