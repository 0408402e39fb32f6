package io.arapaima.relay;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Chooses a destination for a new connection, by the rules of {@code net/netfilter/ipvs/ip_vs_NAME.c}. No socket, clock or
 * random number inside. A stateful one (rr, wrr, sh) belongs to one service and is not thread-safe.
 *
 * <p>Destinations come in the order in which they were added; the kernel walks its list from the newest, which shows only
 * where two are equally good. No scheduler returns a destination of weight 0.
 */
interface Scheduler {
    /** Chooses, or answers empty when no destination is available. */
    Optional<Candidate> choose(List<Candidate> candidates, InetAddress client);

    /** Hears of the destinations after each of them was added, edited or removed, before the next choice. */
    default void changed(List<Candidate> candidates) {}
}
