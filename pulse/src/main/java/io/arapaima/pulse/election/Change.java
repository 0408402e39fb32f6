package io.arapaima.pulse.election;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A standing with some parts replaced; not for several threads. */
final class Change {
    private final Standing was;
    private Rules rules;
    private boolean active;
    private String cause;
    private long since;
    private long term;
    private long sequence;
    private long enteredAt;
    private long steppedAt;
    private long beatAt;
    private long confirmAt;
    private long holdsUntil;
    private long declinesUntil;
    private boolean forced;
    private boolean stopping;
    private Map<String, Trouble> troubles;
    private Map<Integer, Peer> peers;
    private Map<Integer, Shot> shots;
    private Map<String, String> alarms;

    Change(Standing was) {
        this.was = was;
        rules = was.rules();
        active = was.active();
        cause = was.cause();
        since = was.since();
        term = was.term();
        sequence = was.sequence();
        enteredAt = was.enteredAt();
        steppedAt = was.steppedAt();
        beatAt = was.beatAt();
        confirmAt = was.confirmAt();
        holdsUntil = was.holdsUntil();
        declinesUntil = was.declinesUntil();
        forced = was.forced();
        stopping = was.stopping();
        troubles = was.troubles();
        peers = was.peers();
        shots = was.shots();
        alarms = was.alarms();
    }

    Standing made() {
        return new Standing(rules, was.incarnation(), active, cause, since, term, sequence, enteredAt, steppedAt,
                beatAt,
                confirmAt, holdsUntil, declinesUntil, forced, stopping, troubles, peers, shots, alarms);
    }

    Change rules(Rules value) {
        rules = value;
        return this;
    }

    Change role(boolean nowActive, String why, long at) {
        active = nowActive;
        cause = why;
        since = at;
        return this;
    }

    Change term(long value) {
        term = value;
        return this;
    }

    Change sequence(long value) {
        sequence = value;
        return this;
    }

    Change enteredAt(long value) {
        enteredAt = value;
        return this;
    }

    Change steppedAt(long value) {
        steppedAt = value;
        return this;
    }

    Change beatAt(long value) {
        beatAt = value;
        return this;
    }

    Change confirmAt(long value) {
        confirmAt = value;
        return this;
    }

    Change holdsUntil(long value) {
        holdsUntil = value;
        return this;
    }

    Change declinesUntil(long value) {
        declinesUntil = value;
        return this;
    }

    Change stopping(boolean value) {
        stopping = value;
        return this;
    }

    Change troubles(Map<String, Trouble> value) {
        troubles = value;
        return this;
    }

    Change peers(Map<Integer, Peer> value) {
        peers = value;
        return this;
    }

    Change shots(Map<Integer, Shot> value) {
        shots = value;
        return this;
    }

    /** A shot, or the end of what was known of one. */
    Change shot(int rank, Optional<Shot> shot) {
        Map<Integer, Shot> next = new TreeMap<>(shots);
        next.remove(rank);
        shot.ifPresent(s -> next.put(rank, s));
        return shots(next);
    }

    Change alarms(Map<String, String> value) {
        alarms = value;
        return this;
    }

    Change unforced() {
        forced = false;
        return this;
    }
}
