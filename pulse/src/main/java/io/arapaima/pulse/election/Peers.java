package io.arapaima.pulse.election;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The partners that were heard.
 *
 * @param listeningSince when this director began to listen, in nanoseconds of its own monotonic clock; the silence of a
 *     partner never heard counts from here
 * @param byRank each one that was heard since
 */
public record Peers(long listeningSince, Map<Integer, Peer> byRank) {
    public Peers {
        byRank = Map.copyOf(byRank);
    }

    /** Nobody was heard yet. */
    static Peers none(long now) {
        return new Peers(now, Map.of());
    }

    /** One of them; null when it was not heard. */
    public @Nullable Peer get(int rank) {
        return byRank.get(rank);
    }

    Collection<Peer> all() {
        return byRank.values();
    }

    Peers with(int rank, Peer peer) {
        Map<Integer, Peer> next = new TreeMap<>(byRank);
        next.put(rank, peer);
        return new Peers(listeningSince, next);
    }

    Peers each(UnaryOperator<Peer> change) {
        Map<Integer, Peer> next = new TreeMap<>(byRank);
        next.replaceAll((_, peer) -> change.apply(peer));
        return new Peers(listeningSince, next);
    }

    /** The same, but whoever is silent may have been cut off from here until now. */
    Peers listeningAnew(long now) {
        return new Peers(now, byRank);
    }
}
