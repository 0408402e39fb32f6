package io.arapaima.pulse.election;

import java.util.Optional;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.config.Edition;

/**
 * What one director says to another, many times a second.
 *
 * @param rank who speaks, see {@link Rules.Director}
 * @param incarnation random number of its process
 * @param sequence counts its beats from 1 on
 * @param active whether it has the role
 * @param grade how well it could serve
 * @param declines whether it would rather leave the role to another (switch-over)
 * @param yields whether it leaves a vacant role to the one who is spoken to; a promise until a later beat is echoed
 * @param leaving whether this is its last beat (a clean stop)
 * @param overdue whether it has waited for a beat longer than it should, so that an answer is wanted now
 * @param deaf whether it has not heard the one who is spoken to for {@code deadtime}
 * @param term grows by one with each takeover; of two active directors the one of the higher term keeps the role
 * @param fadeMillis how long its virtual addresses may live if nothing more is heard of it; 0 = it holds none
 * @param deadtimeMillis silence after which the sender counts its partner as dead, so that this one speaks often enough for
 *     it even where their files differ; 0 = not said
 * @param heardIncarnation incarnation of the one who is spoken to, as last heard; 0 = never
 * @param heardSequence number of the beat that was last heard of it
 * @param file the lvs.cf that it runs
 * @param holdsBack why its sender would not take the role: an operator's wish, or what is wrong with it; empty = it would
 */
public record Beat(int rank, long incarnation, long sequence, boolean active, Grade grade, boolean declines,
        boolean yields,
        boolean leaving, boolean overdue, boolean deaf, long term, long fadeMillis, long deadtimeMillis,
        long heardIncarnation,
        long heardSequence, Edition file, Optional<RoleReason.HoldBack> holdsBack) {

    /** One that says nothing of why. */
    public Beat(int rank, long incarnation, long sequence, boolean active, Grade grade, boolean declines,
            boolean yields,
            boolean leaving, boolean overdue, boolean deaf, long term, long fadeMillis, long deadtimeMillis,
            long heardIncarnation, long heardSequence, Edition file) {
        this(rank, incarnation, sequence, active, grade, declines, yields, leaving, overdue, deaf, term, fadeMillis,
                deadtimeMillis, heardIncarnation, heardSequence, file, Optional.empty());
    }

    /** Whether it says, of the same process, just what another one said but for the numbers of beats. */
    boolean repeats(Beat other) {
        return incarnation == other.incarnation && active == other.active && grade == other.grade
                && declines == other.declines && yields == other.yields && leaving == other.leaving
                && overdue == other.overdue && deaf == other.deaf && term == other.term
                && fadeMillis == other.fadeMillis && deadtimeMillis == other.deadtimeMillis
                && heardIncarnation == other.heardIncarnation && file.equals(other.file)
                && holdsBack.equals(other.holdsBack);
    }
}
