package io.arapaima.pulse.election;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The fitness and the will of this director to have the role.
 *
 * @param troubles of its own, by subject
 * @param forced whether it takes the role at once, whatever the partner says (--forceactive)
 * @param stopping whether the process shall end
 * @param declinesUntil until when it leaves a vacant role to another, in nanoseconds of its own monotonic clock; 0 = it does
 *     not
 */
public record Candidacy(Map<String, Trouble> troubles, boolean forced, boolean stopping, long declinesUntil) {
    public Candidacy {
        troubles = Map.copyOf(troubles);
    }

    Grade grade() {
        return troubles.values().stream().map(Trouble::grade).max(Grade::compareTo).orElse(Grade.FIT);
    }

    /** Whether it leaves a vacant role to any other. */
    boolean declines() {
        return stopping || declinesUntil != 0 || maintained();
    }

    /** Whether an operator has put it into maintenance: it takes no role, and gives its own to a partner that is fit. */
    boolean maintained() {
        return troubles.containsKey(Trouble.MAINTENANCE);
    }

    /** With a trouble about a subject, or without any. */
    Candidacy with(String subject, Optional<Trouble> trouble) {
        Map<String, Trouble> next = new TreeMap<>(troubles);
        next.remove(subject);
        trouble.ifPresent(t -> next.put(subject, t));
        return new Candidacy(next, forced, stopping, declinesUntil);
    }

    Candidacy unforced() {
        return new Candidacy(troubles, false, stopping, declinesUntil);
    }

    Candidacy stops() {
        return new Candidacy(troubles, forced, true, declinesUntil);
    }

    Candidacy declining(long until) {
        return new Candidacy(troubles, forced, stopping, until);
    }
}
