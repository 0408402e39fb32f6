package io.arapaima.pulse.election;

import io.arapaima.config.Edition;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What lvs.cf says about the heartbeat, for one director.
 *
 * @param self this director
 * @param partners all others; empty = alone
 * @param paths names of the ways over which beats go, all at once
 * @param keepalive time between two beats
 * @param deadtime silence after which a partner counts as dead
 * @param lease how long virtual addresses live without another confirmation; zero = for ever, where there is no partner
 * @param fade how long, after the last beat that anybody heard, this director's addresses may live at most
 * @param exclusive whether a takeover waits until the old owner's addresses must be gone
 * @param failback whether the director of the better rank gets the role back
 * @param fencing whom this director can fence
 * @param piranha whether partners speak Piranha's words, which say the role and nothing else
 * @param file the lvs.cf in force, to tell that the partner runs another one
 */
public record Rules(Director self, List<Director> partners, List<String> paths, Duration keepalive, Duration deadtime,
        Duration lease, Duration fade, boolean exclusive, boolean failback, Fencing fencing, boolean piranha,
        Edition file) {

    private static final Duration LEAST_PROOF = Duration.ofMillis(50);
    private static final Duration MOST_PROOF = Duration.ofSeconds(1);

    public Rules {
        partners = List.copyOf(partners);
        paths = List.copyOf(paths);
    }

    /**
     * One of the directors.
     *
     * @param rank 0 = the primary, 1 = the backup, then those of {@code more_directors}
     * @param name for operators, for example {@code primary 10.0.0.1}
     */
    public record Director(int rank, String name) {}

    /**
     * Whom this director can switch off.
     *
     * @param targets ranks of partners; empty = nobody
     * @param timeout how long the agent may take
     */
    public record Fencing(Set<Integer> targets, Duration timeout) {
        public static final Fencing NONE = new Fencing(Set.of(), Duration.ZERO);

        public Fencing {
            targets = Set.copyOf(targets);
        }
    }

    /** The same rules, while another lvs.cf is in force. */
    public Rules running(Edition other) {
        return new Rules(self, partners, paths, keepalive, deadtime, lease, fade, exclusive, failback, fencing, piranha,
                other);
    }

    public boolean alone() {
        return partners.isEmpty();
    }

    /** How long a partner whose host refuses connections must say nothing, though asked eight times, to be dead. */
    Duration proof() {
        return keepalive.compareTo(LEAST_PROOF) < 0
                ? LEAST_PROOF
                : keepalive.compareTo(MOST_PROOF) > 0 ? MOST_PROOF : keepalive;
    }

    /** How often the hub is told the role. */
    public Duration confirmation() {
        return lease.isZero() ? Duration.ofSeconds(1) : lease.dividedBy(4);
    }
}
