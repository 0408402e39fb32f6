package io.arapaima.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code check} says: one check, or several and how many of them must pass. In lvs.cf {@code all(a, b)},
 * {@code any(a, b)} and {@code 2 of (a, b, c)}, one inside another.
 */
public sealed interface CheckExpression {
    /**
     * One check.
     *
     * @param check name of the check plugin
     * @param every it is run at each interval so long times {@code check_interval}, at least 1
     */
    record Part(String check, int every) implements CheckExpression {
        @Override
        public String toString() {
            return every == 1 ? check : check + " every " + every;
        }
    }

    /**
     * So many of these.
     *
     * @param needed how many must pass, 1 to their number
     * @param members what may pass
     */
    record Quorum(int needed, List<CheckExpression> members) implements CheckExpression {
        /** Copies the members. */
        public Quorum {
            members = List.copyOf(members);
        }

        @Override
        public String toString() {
            String word = needed == members.size() ? "all" : needed == 1 ? "any" : needed + " of ";
            return word + members.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /**
     * The checks that must be run, each once: options belong to the name of a check, so one name is one question.
     *
     * @return in the order in which they stand; the most frequent of one name
     */
    default List<Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        gather(this, parts);
        return new ArrayList<>(parts.values());
    }

    private static void gather(CheckExpression from, Map<String, Part> into) {
        switch (from) {
            case Part part -> into.merge(part.check(), part, (a, b) -> a.every() <= b.every() ? a : b);
            case Quorum quorum -> quorum.members().forEach(member -> gather(member, into));
        }
    }
}
