package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The fitness and the will of this director to have the role.
 *
 * @param troubles of its own, by subject
 * @param maintenance the operator's order to take no role, and to give its own to a partner that is fit; empty = there is none
 * @param forced whether it takes the role at once, whatever the partner says (--forceactive)
 * @param stopping whether the process shall end
 * @param declinesUntil until when it leaves a vacant role to another, in nanoseconds of its own monotonic clock; 0 = it does
 *     not
 */
public record Candidacy(Map<String, Trouble> troubles, Optional<RoleReason.Maintenance> maintenance, boolean forced,
        boolean stopping, long declinesUntil) {
    public Candidacy {
        troubles = Map.copyOf(troubles);
    }

    Grade grade() {
        Grade worst = maintained() ? Grade.IMPAIRED : Grade.FIT;
        for (Trouble trouble : troubles.values()) {
            worst = trouble.grade().compareTo(worst) > 0 ? trouble.grade() : worst;
        }
        return worst;
    }

    /** Whether it leaves a vacant role to any other. */
    boolean declines() {
        return stopping || declinesUntil != 0 || maintained();
    }

    boolean maintained() {
        return maintenance.isPresent();
    }

    /** All that keeps it from being fit: the operator's order, then its troubles. */
    List<Reason> hindrances() {
        return Stream.concat(maintenance.<Reason>map(order -> order).stream(), troubles.values().stream()
                .filter(t -> t.grade() != Grade.FIT).map(Trouble::what).sorted(Comparator.comparing(English::of)))
                .toList();
    }

    /** What it says of itself to a partner that wonders why it does not take the role. */
    Optional<RoleReason.HoldBack> holdsBack(RoleReason last) {
        if (maintenance.isPresent()) {
            return Optional.of(maintenance.get());
        } else if (declinesUntil != 0 && last instanceof RoleReason.Failback) {
            return Optional.of(new RoleReason.Failback(Optional.empty()));
        } else if (declinesUntil != 0 && last instanceof RoleReason.SwitchOver wish) {
            return Optional.of(wish);
        }
        return hindrances().stream().findFirst().map(trouble -> new RoleReason.Unfit(English.of(trouble)));
    }

    /** With a trouble about a subject, or without any. */
    Candidacy with(String subject, Optional<Trouble> trouble) {
        Map<String, Trouble> next = new TreeMap<>(troubles);
        next.remove(subject);
        trouble.ifPresent(t -> next.put(subject, t));
        return new Candidacy(next, maintenance, forced, stopping, declinesUntil);
    }

    Candidacy maintained(Optional<RoleReason.Maintenance> order) {
        return new Candidacy(troubles, order, forced, stopping, declinesUntil);
    }

    /** As if it had not been told at the start to take the role. */
    Candidacy unforced() {
        return new Candidacy(troubles, maintenance, false, stopping, declinesUntil);
    }

    Candidacy stops() {
        return new Candidacy(troubles, maintenance, forced, true, declinesUntil);
    }

    Candidacy declining(long until) {
        return new Candidacy(troubles, maintenance, forced, stopping, until);
    }
}
