package io.arapaima.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one table of all keywords. */
final class Keywords {
    private static final List<Keyword<?>> BLOCK = join(List.of(BlockKeywords.ALL, WeightKeywords.ALL,
            DeliveryKeywords.ALL, CheckKeywords.ALL, BlockKeywords.LEFTOVERS));
    private static final List<Keyword<?>> SERVER = join(List.of(ServerKeywords.ALL, DeliveryKeywords.ALL,
            CheckKeywords.ALL, ServerKeywords.LEFTOVERS));
    private static final Map<Level, Map<String, Keyword<?>>> BY_NAME = Map.of(Level.TOP, index(TopKeywords.ALL),
            Level.BLOCK, index(BLOCK), Level.SERVER, index(SERVER));

    private Keywords() {}

    /** All of them in the order of the canonical file. */
    static List<Keyword<?>> of(Level level) {
        return switch (level) {
            case TOP -> TopKeywords.ALL;
            case BLOCK -> BLOCK;
            case SERVER -> SERVER;
        };
    }

    static Optional<Keyword<?>> find(Level level, String name) {
        return Optional.ofNullable(BY_NAME.getOrDefault(level, Map.of()).get(name));
    }

    private static Map<String, Keyword<?>> index(List<Keyword<?>> keywords) {
        Map<String, Keyword<?>> byName = new HashMap<>();
        keywords.forEach(keyword -> byName.put(keyword.name(), keyword));
        return Map.copyOf(byName);
    }

    private static List<Keyword<?>> join(List<List<Keyword<?>>> parts) {
        return parts.stream().<Keyword<?>>flatMap(List::stream).toList();
    }
}
