package io.arapaima.pulse.election;

import io.arapaima.config.Edition;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a partner. Times are nanoseconds of this director's own clock.
 *
 * @param beat its last one
 * @param heardAt when that came
 * @param hereSince since when it has been heard without a silence of deadtime
 * @param changedAt since when it has had this role and grade, or has been gone
 * @param holdsUntil when its addresses must be gone, if nothing more is heard
 * @param gone whether it has said goodbye, or its process is proven dead
 * @param firmFrom number of the first beat of ours that no longer yields to it; 0 = we yield
 * @param differsFrom since when it has been known to run another lvs.cf; 0 = it runs ours
 * @param refusedAt since when its host has refused connections, which it must not be believed for while beats come; 0 = it does not
 * @param paths when it was last heard over each path
 */
public record Peer(Beat beat, long heardAt, long hereSince, long changedAt, long holdsUntil, Gone gone, long firmFrom,
        long differsFrom, long refusedAt, Map<String, Long> paths) {

    public Peer {
        paths = Map.copyOf(paths);
    }

    /** How it went. */
    public enum Gone {
        /** It did not. */
        NO,
        /** It said goodbye. */
        LEFT,
        /** Its process ended without a word. */
        DIED
    }

    /** After another beat; one that was here before, over the other path, or was overtaken on its way, only proves its path. */
    Peer heard(Beat next, String path, long deadtime, long at) {
        Map<String, Long> later = new TreeMap<>(paths);
        later.put(path, at);
        if (!isNewer(next)) {
            return new Peer(beat, heardAt, hereSince, changedAt, holdsUntil, gone, firmFrom, differsFrom, refusedAt,
                    later);
        }
        boolean sameProcess = beat.incarnation() == next.incarnation();
        boolean same = sameProcess && !next.leaving() && beat.active() == next.active() && beat.grade() == next.grade();
        boolean back = !sameProcess || gone != Gone.NO || at - heardAt >= deadtime;
        return new Peer(next, at, back ? at : hereSince, same ? changedAt : at, holdsUntil(next, at), gone(next),
                sameProcess ? firmFrom : 0, differsFrom, sameProcess ? refusedAt : 0, later);
    }

    /** For how long nothing was heard of it. */
    Duration silence(long now) {
        return Duration.ofMillis((now - heardAt) / 1_000_000);
    }

    /** Whether another beat is not this one over the other path, nor overtaken on its way. */
    boolean isNewer(Beat next) {
        return beat.incarnation() != next.incarnation() || next.sequence() > beat.sequence();
    }

    static Peer first(Beat beat, String path, long now) {
        return new Peer(beat, now, now, now, holdsUntil(beat, now), gone(beat), 0, 0, 0, Map.of(path, now));
    }

    private static long holdsUntil(Beat beat, long now) {
        return now + beat.fadeMillis() * 1_000_000L;
    }

    private static Gone gone(Beat beat) {
        return beat.leaving() ? Gone.LEFT : Gone.NO;
    }

    /** Its host refuses connections (or, 0, that is of no importance any more); whether that is its death its beats will tell. */
    Peer refused(long at) {
        return new Peer(beat, heardAt, hereSince, changedAt, holdsUntil, gone, firmFrom, differsFrom, at, paths);
    }

    Peer died(long now) {
        return new Peer(beat, heardAt, hereSince, now, holdsUntil, Gone.DIED, firmFrom, differsFrom, 0, paths);
    }

    Peer firm(long sequence) {
        return new Peer(beat, heardAt, hereSince, changedAt, holdsUntil, gone, sequence, differsFrom, refusedAt, paths);
    }

    /** After one of the two files became another. */
    Peer compared(Edition ours, long now) {
        boolean differs = beat.file().known() && !beat.file().equals(ours);
        return differs == (differsFrom != 0)
                ? this
                : new Peer(beat, heardAt, hereSince, changedAt, holdsUntil, gone, firmFrom, differs ? now : 0,
                        refusedAt, paths);
    }

    /** After a stall of our own: what came meanwhile may still lie unread. */
    Peer notSilentBefore(long moment) {
        Map<String, Long> later = new TreeMap<>(paths);
        later.replaceAll((_, at) -> at - moment < 0 ? moment : at);
        return new Peer(beat, heardAt - moment < 0 ? moment : heardAt, hereSince, changedAt, holdsUntil, gone, firmFrom,
                differsFrom, refusedAt == 0 || refusedAt - moment > 0 ? refusedAt : moment, later);
    }
}
