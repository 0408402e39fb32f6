package io.arapaima.nanny.plugin;

import io.arapaima.config.CheckCatalogue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The checks of all loaded plugins at one moment. Immutable.
 *
 * @param byName the checks; sorted, so that two equal folders make two equal catalogues
 */
public record Offer(Map<String, OfferedCheck> byName) {
    public static final Offer NOTHING = new Offer(Map.of());

    static Offer of(Collection<OfferedCheck> checks) {
        Map<String, OfferedCheck> byName = new TreeMap<>();
        checks.forEach(check -> byName.put(check.name(), check));
        return new Offer(byName);
    }

    public Optional<OfferedCheck> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public CheckCatalogue catalogue() {
        return new CheckCatalogue(byName.values().stream().map(OfferedCheck::declaration).toList());
    }

    /** {@return plugins that came at once in one line, by file the names of its checks; empty = none came} */
    static Optional<String> words(SortedMap<String, List<String>> loaded) {
        if (loaded.size() == 1) {
            return Optional.of("plugin " + loaded.firstEntry().getKey() + " offers " + loaded.firstEntry().getValue());
        }
        return loaded.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        loaded.size() + " plugins offer " + loaded.values().stream().flatMap(List::stream).toList());
    }
}
