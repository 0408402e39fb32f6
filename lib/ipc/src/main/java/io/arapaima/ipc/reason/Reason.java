package io.arapaima.ipc.reason;

import io.arapaima.checkspec.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One cause of what a real server gets, of a role, of an lvs.cf's fate or of an alarm. The records here are about real servers. {@link English} says
 * it to people.
 */
public sealed interface Reason
        permits Alarm, FileReason, RoleReason, Reason.Said, Reason.Failed, Reason.Passes, Reason.NoResultYet,
        Reason.NotCheckedYet, Reason.NotJudged, Reason.ServesFromTheStart, Reason.Found, Reason.WeightFound,
        Reason.SlowStart, Reason.Load, Reason.LoadAgainstAll, Reason.LoadUnknown, Reason.Asks, Reason.Ordered,
        Reason.OrderEnded, Reason.Flaps, Reason.LetInThoughItFlaps, Reason.KeptByFloor, Reason.QuorumMissing,
        Reason.Both {
    /** Nothing is to be said. */
    Reason NONE = new Said("");

    /**
     * As a message of this build carries it.
     *
     * @param reason the cause
     * @return the same; empty = {@link #NONE}
     */
    static Optional<Reason> carried(Reason reason) {
        return Optional.of(reason).filter(cause -> !cause.equals(NONE));
    }

    /**
     * What a message means, whichever build has sent it.
     *
     * @param carried the cause as data; empty = there is none, or the sender does not know it as data
     * @param words the same as it was said; empty = there is none
     * @return the cause; {@link #NONE} = there is none
     */
    static Reason heard(Optional<Reason> carried, String words) {
        return carried.filter(cause -> !cause.equals(NONE)).orElseGet(() -> new Said(words));
    }

    /**
     * Words that are no data: a check's own, or those of an older build.
     *
     * @param words as they were said
     */
    record Said(String words) implements Reason {
        /** Makes a printable line. */
        public Said {
            words = PrintableText.line(words);
        }
    }

    /**
     * Its checks fail.
     *
     * @param code the kind of failure, {@code REFUSED}
     * @param words what the check saw, as its plugin said it; may be empty
     * @param checks after so many failures in a row
     */
    record Failed(String code, String words, int checks) implements Reason {}

    /**
     * Its checks pass.
     *
     * @param words what the check says
     */
    record Passes(String words) implements Reason {}

    /** It was asked and has not answered in time, though nothing is known to be in the way. */
    record NoResultYet() implements Reason {}

    /** It has not been asked yet. */
    record NotCheckedYet() implements Reason {}

    /**
     * Its checks cannot decide; nothing on this side is a verdict.
     *
     * @param why what is in the way
     */
    record NotJudged(String why) implements Reason {}

    /**
     * It serves before its checks have spoken ({@code start = up}).
     *
     * @param meanwhile why they have not
     */
    record ServesFromTheStart(Reason meanwhile) implements Reason {}

    /**
     * It stays as it was found in the table.
     *
     * @param meanwhile why nothing better is known
     */
    record Found(Reason meanwhile) implements Reason {}

    /** Its weight was found in the table and is taken over. */
    record WeightFound() implements Reason {}

    /** It has just come and gets more and more. */
    record SlowStart() implements Reason {}

    /**
     * It is so busy.
     *
     * @param load run-queue length
     */
    record Load(double load) implements Reason {}

    /**
     * It is busier, or less busy, than the others.
     *
     * @param own its load, smoothed
     * @param all the mean of all
     */
    record LoadAgainstAll(double own, double all) implements Reason {}

    /** How busy it is has not been said for too long. */
    record LoadUnknown() implements Reason {}

    /**
     * It asks for less or more itself.
     *
     * @param share what for
     */
    record Asks(Share share) implements Reason {}

    /**
     * An operator wants it so.
     *
     * @param state what it is by that: quiesced, forced up or forced down
     * @param actor who; empty = an older program did not note it
     * @param reason why; may be empty
     * @param until when it ends by itself
     */
    record Ordered(ServerState state, String actor, String reason, Optional<Instant> until) implements Reason {}

    /**
     * An operator's order is over, and its checks decide again.
     *
     * @param actor who took it back; empty = its time was over
     */
    record OrderEnded(String actor) implements Reason {}

    /**
     * It fails too often.
     *
     * @param limit more than so many times
     * @param window within this time
     * @param hold so long its checks have to pass
     */
    record Flaps(int limit, Duration window, Duration hold) implements Reason {}

    /** It flaps, and too few others were left. */
    record LetInThoughItFlaps() implements Reason {}

    /**
     * It fails, and too few others are left to take it out.
     *
     * @param floor as lvs.cf has it, {@code 50 %}
     */
    record KeptByFloor(String floor) implements Reason {}

    /**
     * Too few could serve, so the sorry server does.
     *
     * @param able how many could
     * @param of of how many
     * @param quorum as lvs.cf has it
     * @param planned how many are out as planned
     */
    record QuorumMissing(long able, int of, String quorum, int planned) implements Reason {}

    /**
     * Two causes at once.
     *
     * @param first one
     * @param second and the other
     */
    record Both(Reason first, Reason second) implements Reason {}
}
