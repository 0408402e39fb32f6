package io.arapaima.ipc.reason;

import io.arapaima.config.ConfigChange;
import io.arapaima.config.Edition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why an lvs.cf was not taken into use, was taken out of use, or what came of it. {@link English} says it to people. */
public sealed interface FileReason extends Reason {
    /**
     * A line that is wrong.
     *
     * @param line its number, from 1 on
     * @param text what is wrong and how to correct it
     * @param japanese the same in Japanese, its detail perhaps in English; empty = nobody has written it, or an older build said it
     */
    record Fault(int line, String text, String japanese) {}

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
     * It was read again.
     *
     * @param from the director that pushed it; empty = it is this director's own
     */
    record Reloaded(String from) implements FileReason {}

    /**
     * It was applied as a revision.
     *
     * @param number of the revision
     * @param source what it was made of, in words
     * @param back number of the revision that comes back unless somebody confirms
     * @param seconds after which; 0 = it stays
     */
    record Applied(int number, String source, int back, long seconds) implements FileReason {}

    /**
     * An earlier revision is in force again, because nobody confirmed the later one.
     *
     * @param number of the earlier one
     * @param lapsed the later one
     * @param note what else is to be known, in English; may be empty
     */
    record CameBack(int number, NotConfirmed lapsed, String note) implements FileReason {}

    /**
     * It differs from the one before.
     *
     * @param changes how
     */
    record Differs(List<ConfigChange> changes) implements FileReason {
        /** Keeps a copy. */
        public Differs {
            changes = List.copyOf(changes);
        }
    }

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
