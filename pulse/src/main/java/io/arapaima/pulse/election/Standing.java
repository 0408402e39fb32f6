package io.arapaima.pulse.election;

import java.util.Map;

/**
 * Everything a director knows about the role at one moment; the election makes the next one of it. Times are nanoseconds of
 * its own monotonic clock.
 *
 * @param rules what lvs.cf says
 * @param incarnation random number of this process
 * @param active whether this director has the role
 * @param cause why
 * @param since since when
 * @param term of the newest takeover it knows of
 * @param sequence number of its last beat
 * @param enteredAt when it began to listen; the silence of a partner never heard counts from here
 * @param steppedAt when the election was last asked
 * @param beatAt when the next beat is due
 * @param confirmAt when the hub is told the role again
 * @param holdsUntil when its own addresses must be gone after it gave up the role; 0 = they are
 * @param declinesUntil until when it leaves a vacant role to another; 0 = it does not
 * @param forced whether it takes the role at once, whatever the partner says (--forceactive)
 * @param stopping whether the process shall end
 * @param troubles of its own, by subject
 * @param peers by rank
 * @param shots fencing that was begun, by the partner's rank
 * @param alarms that are told, by subject
 */
public record Standing(Rules rules, long incarnation, boolean active, String cause, long since, long term,
        long sequence,
        long enteredAt, long steppedAt, long beatAt, long confirmAt, long holdsUntil, long declinesUntil,
        boolean forced, boolean stopping, Map<String, Trouble> troubles, Map<Integer, Peer> peers,
        Map<Integer, Shot> shots, Map<String, String> alarms) {

    public Standing {
        troubles = Map.copyOf(troubles);
        peers = Map.copyOf(peers);
        shots = Map.copyOf(shots);
        alarms = Map.copyOf(alarms);
    }

    public static Standing start(Rules rules, long incarnation, boolean forced, long now) {
        return new Standing(rules, incarnation, false, "started", now, 0, 0, now, now, now, now, 0, 0, forced, false,
                Map.of(), Map.of(), Map.of(), Map.of());
    }

    Grade grade() {
        return troubles.values().stream().map(Trouble::grade).max(Grade::compareTo).orElse(Grade.FIT);
    }

    /** Whether a partner counts as alive. */
    public boolean hears(Peer peer, long now) {
        return peer.gone() == Peer.Gone.NO && now - peer.heardAt() < rules.deadtime().toNanos();
    }

    /**
     * Whether a beat may lie until the next step, because nothing follows from it: somebody has the role, and the sender,
     * who is not missed, says what it said before. Waking up for it would cost more than all the rest of a beat.
     */
    public boolean canWait(Input.Heard heard) {
        Peer peer = peers.get(heard.beat().rank());
        return peer != null && (active || peer.beat().active()) && shots.isEmpty() && !peer.beat().overdue()
                && peer.refusedAt() == 0
                && hears(peer, heard.at()) && heard.beat().repeats(peer.beat());
    }

    /** Whether this changes nothing at the moment, nor later. */
    public boolean ignores(Input input) {
        return input instanceof Input.Released && holdsUntil == 0;
    }

    /** Whether it leaves a vacant role to any other. */
    boolean declines() {
        return stopping || declinesUntil != 0 || maintained();
    }

    /** Whether an operator has put it into maintenance: it takes no role, and gives its own to a partner that is fit. */
    boolean maintained() {
        return troubles.containsKey(Succession.MAINTENANCE);
    }

    /** When the election has to be asked again if nothing happens before. */
    public long wakeAt() {
        long next = Math.min(beatAt, confirmAt);
        next = sooner(next, enteredAt + rules.deadtime().toNanos());
        next = sooner(next, enteredAt + rules.fade().toNanos());
        next = sooner(next, enteredAt + Succession.COLD_START_NANOS);
        next = sooner(next, holdsUntil);
        next = sooner(next, declinesUntil);
        for (Peer peer : peers.values()) {
            next = sooner(next, peer.heardAt() + rules.deadtime().toNanos());
            if (peer.refusedAt() != 0) {
                next = sooner(next, Math.max(peer.refusedAt(), peer.heardAt()) + rules.proof().toNanos());
            }
            next = sooner(next, peer.holdsUntil());
            next = sooner(next, peer.changedAt() + rules.deadtime().toNanos());
            next = sooner(next, peer.hereSince() + rules.deadtime().toNanos());
        }
        for (Trouble trouble : troubles.values()) {
            next = sooner(next, trouble.since() + rules.deadtime().toNanos());
        }
        for (long moment : new Fencing(this, steppedAt).wakes().toArray()) {
            next = sooner(next, moment);
        }
        return next;
    }

    private long sooner(long one, long other) {
        return other - steppedAt > 0 && other - one < 0 ? other : one;
    }
}
