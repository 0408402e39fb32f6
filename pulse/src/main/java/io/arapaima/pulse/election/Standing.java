package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything a director knows about the role at one moment; the election makes the next one of it.
 *
 * @param rules what lvs.cf says
 * @param role its own, as it is in force
 * @param candidacy how fit it is, and whether it wants the role
 * @param peers the partners that were heard
 * @param shots fencing that was begun, by the partner's rank
 * @param beats what it sends
 * @param alarms that are told, by subject
 * @param steppedAt when the election was last asked, in nanoseconds of its own monotonic clock
 */
public record Standing(Rules rules, RoleState role, Candidacy candidacy, Peers peers, Map<Integer, Shot> shots,
        OwnBeats beats, Map<String, Reason> alarms, long steppedAt) {

    public Standing {
        shots = Map.copyOf(shots);
        alarms = Map.copyOf(alarms);
    }

    public static Standing start(Rules rules, long incarnation, boolean forced, long now) {
        return new Standing(rules, RoleState.start(now), new Candidacy(Map.of(), Optional.empty(), forced, false, 0),
                Peers.none(now),
                Map.of(), new OwnBeats(incarnation, 0, now), Map.of(), now);
    }

    /** Whether this director has the role. */
    public boolean active() {
        return role.active();
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
        return peer != null && (active() || peer.beat().active()) && shots.isEmpty() && !peer.beat().overdue()
                && peer.refusedAt() == 0
                && hears(peer, heard.at()) && heard.beat().repeats(peer.beat());
    }

    /** Whether this changes nothing at the moment, nor later. */
    public boolean ignores(Input input) {
        return input instanceof Input.Released && role.addressesUntil() == 0;
    }

    Standing with(Rules now) {
        return new Standing(now, role, candidacy, peers, shots, beats, alarms, steppedAt);
    }

    Standing with(RoleState now) {
        return new Standing(rules, now, candidacy, peers, shots, beats, alarms, steppedAt);
    }

    Standing with(Candidacy now) {
        return new Standing(rules, role, now, peers, shots, beats, alarms, steppedAt);
    }

    Standing with(Peers now) {
        return new Standing(rules, role, candidacy, now, shots, beats, alarms, steppedAt);
    }

    Standing with(OwnBeats now) {
        return new Standing(rules, role, candidacy, peers, shots, now, alarms, steppedAt);
    }

    Standing withShots(Map<Integer, Shot> now) {
        return new Standing(rules, role, candidacy, peers, now, beats, alarms, steppedAt);
    }

    /** With a shot, or without what was known of one. */
    Standing withShot(int rank, Optional<Shot> shot) {
        Map<Integer, Shot> next = new TreeMap<>(shots);
        next.remove(rank);
        shot.ifPresent(s -> next.put(rank, s));
        return withShots(next);
    }

    Standing withAlarms(Map<String, Reason> told) {
        return new Standing(rules, role, candidacy, peers, shots, beats, told, steppedAt);
    }

    Standing stepped(long now) {
        return new Standing(rules, role, candidacy, peers, shots, beats, alarms, now);
    }
}
