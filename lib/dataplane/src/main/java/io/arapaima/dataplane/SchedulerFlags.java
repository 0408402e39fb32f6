package io.arapaima.dataplane;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of a scheduler's three bits (ipvsadm 1.31: {@code -b}); sh and mh have names of their own for the first two. */
final class SchedulerFlags {
    private static final Set<String> NAMING = Set.of("sh", "mh");
    private static final List<ServiceFlag> BITS = List.of(ServiceFlag.SCHEDULER_1, ServiceFlag.SCHEDULER_2,
            ServiceFlag.SCHEDULER_3);
    private static final List<String> SUFFIXES = List.of("-fallback", "-port");

    private SchedulerFlags() {}

    static boolean any(Set<ServiceFlag> flags) {
        return BITS.stream().anyMatch(flags::contains);
    }

    /** Every name; what the scheduler does not name is {@code flag-N}. */
    static String all(String scheduler, Set<ServiceFlag> flags) {
        return join(flags, names(scheduler));
    }

    /** As ipvsadm prints them: of sh and mh it knows two names only, so their third bit prints nothing. */
    static String asIpvsadm(String scheduler, Set<ServiceFlag> flags) {
        Map<ServiceFlag, String> names = names(scheduler);
        if (NAMING.contains(scheduler)) {
            names.remove(ServiceFlag.SCHEDULER_3);
        }
        return join(flags, names);
    }

    /** The bit that a name stands for under a scheduler. */
    static Optional<ServiceFlag> named(String name, String scheduler) {
        for (int i = 0; i < BITS.size(); i++) {
            if (name.equals("flag-" + (i + 1)) || name.equals(names(scheduler).get(BITS.get(i)))) {
                return Optional.of(BITS.get(i));
            }
        }
        return Optional.empty();
    }

    private static Map<ServiceFlag, String> names(String scheduler) {
        var names = new LinkedHashMap<ServiceFlag, String>();
        for (int i = 0; i < BITS.size(); i++) {
            boolean own = i < SUFFIXES.size() && NAMING.contains(scheduler);
            names.put(BITS.get(i), own ? scheduler + SUFFIXES.get(i) : "flag-" + (i + 1));
        }
        return names;
    }

    private static String join(Set<ServiceFlag> flags, Map<ServiceFlag, String> names) {
        var words = new ArrayList<String>();
        names.forEach((flag, name) -> {
            if (flags.contains(flag)) {
                words.add(name);
            }
        });
        return String.join(",", words);
    }
}
