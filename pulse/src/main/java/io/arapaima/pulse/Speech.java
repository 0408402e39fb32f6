package io.arapaima.pulse;

import org.jspecify.annotations.Nullable;

/** What a director says of itself. Pure. */
final class Speech {
    private Speech() {}

    static Beat to(Standing is, @Nullable Peer peer, boolean yields, boolean leaving, long now) {
        long deadtime = is.rules().deadtime().toNanos();
        boolean deaf = peer == null ? now - is.enteredAt() >= deadtime : !is.hears(peer, now);
        return new Beat(is.rules().self().rank(), is.incarnation(), is.sequence(), is.active(),
                is.grade(), is.declines(), yields, leaving,
                peer != null && overdue(is, peer, now), deaf, is.term(), fadeMillis(is, now),
                peer == null ? 0 : peer.beat().incarnation(), peer == null ? 0 : peer.beat().sequence(),
                is.rules().fingerprint());
    }

    /** Two beats are missing, but the partner does not count as dead yet. */
    static boolean overdue(Standing is, Peer peer, long now) {
        return is.hears(peer, now) && now - peer.heardAt() > 2 * is.rules().keepalive().toNanos();
    }

    private static long fadeMillis(Standing is, long now) {
        if (is.active()) {
            return is.rules().fade().toMillis();
        }
        return is.holdsUntil() == 0 ? 0 : Math.max(1, (is.holdsUntil() - now) / 1_000_000);
    }
}
