package io.arapaima.pulse.election;

import org.jspecify.annotations.Nullable;

/** What a director says of itself. Pure. */
final class Speech {
    /** A partner that waits for a beat hears more of them, but not more than this. */
    private static final long LEAST_GAP_NANOS = 10_000_000L;
    /** How often a partner whose host refuses connections is asked whether it lives: of a lossy path one answer comes through. */
    private static final int QUESTIONS = 8;

    private Speech() {}

    static Beat to(Standing is, @Nullable Peer peer, boolean yields, boolean leaving, long now) {
        long deadtime = is.rules().deadtime().toNanos();
        boolean deaf = peer == null ? now - is.peers().listeningSince() >= deadtime : !is.hears(peer, now);
        return new Beat(is.rules().self().rank(), is.beats().incarnation(), is.beats().sequence(), is.active(),
                is.candidacy().grade(), is.candidacy().declines(), yields, leaving,
                peer != null && overdue(is, peer, now), deaf, is.role().term(), fadeMillis(is, now),
                is.rules().deadtime().toMillis(),
                peer == null ? 0 : peer.beat().incarnation(), peer == null ? 0 : peer.beat().sequence(),
                is.rules().file(), is.candidacy().holdsBack(is.role().reason()));
    }

    /** Two beats are missing, or its host refuses connections, but the partner does not count as dead yet. */
    static boolean overdue(Standing is, Peer peer, long now) {
        return is.hears(peer, now)
                && (peer.refusedAt() != 0 || now - peer.heardAt() > 2 * is.rules().keepalive().toNanos());
    }

    /** Time to the next beat: as lvs.cf says, but often enough for a partner whose file says something else. */
    static long gap(Standing is, long now) {
        long gap = is.rules().keepalive().toNanos();
        for (Peer peer : is.peers().all()) {
            long deadtime = peer.beat().deadtimeMillis() * 1_000_000;
            if (deadtime > 0 && is.hears(peer, now)) {
                gap = Math.min(gap, Math.max(LEAST_GAP_NANOS, deadtime / 4));
            }
        }
        if (is.peers().all().stream().anyMatch(p -> p.refusedAt() != 0 && is.hears(p, now))) {
            return Math.max(LEAST_GAP_NANOS, Math.min(gap, is.rules().proof().toNanos()) / QUESTIONS);
        }
        boolean hurry = is.peers().all().stream().anyMatch(p -> overdue(is, p, now));
        return hurry ? Math.max(LEAST_GAP_NANOS, gap / 4) : gap;
    }

    private static long fadeMillis(Standing is, long now) {
        if (is.active()) {
            return is.rules().fade().toMillis();
        }
        return is.role().addressesUntil() == 0 ? 0 : Math.max(1, (is.role().addressesUntil() - now) / 1_000_000);
    }
}
