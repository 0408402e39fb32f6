package io.arapaima.config;

import io.arapaima.checkspec.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The difference of two configurations, for logs, mails and people who confirm a change. */
public final class ConfigDiff {
    private final List<ConfigChange> changes = new ArrayList<>();

    private ConfigDiff() {}

    /**
     * What changes from one configuration to the other, by effect: a default written out is no change. Blocks are the same
     * when they have the same name; the second of one name is compared with the second. Passwords are {@code ***},
     * as is what {@link MaskedText} leaves out.
     *
     * @param before the old configuration
     * @param after the new configuration
     * @return one change an entry, {@code virtual web: scheduler wlc -> rr}; empty when both mean the same
     */
    public static List<String> between(LvsConfig before, LvsConfig after) {
        return words(changes(before, after));
    }

    /**
     * What was compared already, in words.
     *
     * @param changes from {@link #changes}
     * @return one printable line a change
     */
    public static List<String> words(List<ConfigChange> changes) {
        return changes.stream().map(ConfigChange::text).map(PrintableText::line).toList();
    }

    /**
     * The same as data.
     *
     * @param before the old configuration
     * @param after the new configuration
     * @return each change; empty when both mean the same
     */
    public static List<ConfigChange> changes(LvsConfig before, LvsConfig after) {
        ConfigDiff diff = new ConfigDiff();
        if (before.encoding() != after.encoding()) {
            diff.changes.add(new ConfigChange.Recoded(before.encoding().words(), after.encoding().words()));
        }
        diff.values("", Level.TOP, before.values(), after.values());
        diff.services("failover ", before.failovers(), after.failovers());
        diff.services("virtual ", before.virtuals(), after.virtuals());
        return List.copyOf(diff.changes);
    }

    private void services(String kind, List<VirtualService> before, List<VirtualService> after) {
        blocks(kind, before, after, VirtualService::name, (where, old, now) -> {
            values(where + ": ", Level.BLOCK, old.values(), now.values());
            blocks(where + ": server ", old.servers(), now.servers(), RealServer::name,
                    (server, was, is) -> values(server + ": ", Level.SERVER, was.values(), is.values()));
        });
    }

    /** Compares two blocks that are the same one. */
    private interface Comparison<T> {
        void compare(String where, T before, T after);
    }

    private <T> void blocks(String kind, List<T> before, List<T> after, Function<T, String> name,
            Comparison<T> comparison) {
        Map<String, T> old = byName(before, name);
        Map<String, T> now = byName(after, name);
        old.keySet().stream().filter(key -> !now.containsKey(key))
                .forEach(key -> changes.add(new ConfigChange.Removed(kind + key)));
        now.forEach((key, block) -> {
            T was = old.get(key);
            if (was == null) {
                changes.add(new ConfigChange.Added(kind + key));
            } else {
                comparison.compare(kind + key, was, block);
            }
        });
        if (old.keySet().equals(now.keySet()) && !List.copyOf(old.keySet()).equals(List.copyOf(now.keySet()))) {
            changes.add(new ConfigChange.Reordered(kind.strip()));
        }
    }

    /** The second block of a name gets a number, as in {@code web (2)}. */
    private static <T> Map<String, T> byName(List<T> blocks, Function<T, String> name) {
        Map<String, T> named = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (T block : blocks) {
            int count = seen.merge(name.apply(block), 1, Integer::sum);
            named.put(name.apply(block) + (count > 1 ? " (" + count + ")" : ""), block);
        }
        return named;
    }

    private void values(String where, Level level, Values before, Values after) {
        Keywords.of(level).forEach(keyword -> value(where, keyword, before, after));
        TreeSet<String> options = new TreeSet<>(before.options().keySet());
        options.addAll(after.options().keySet());
        for (String keyword : options) {
            Optional<OptionValue> was = Optional.ofNullable(before.options().get(keyword));
            Optional<OptionValue> is = Optional.ofNullable(after.options().get(keyword));
            change(where + keyword, was, is, value -> TextType.quoteIfNeeded(MaskedText.value(keyword, value.text())));
        }
    }

    private <T> void value(String where, Keyword<T> keyword, Values before, Values after) {
        change(where + keyword.name(), before.find(keyword), after.find(keyword),
                value -> masked(keyword, value));
    }

    private static <T> String masked(Keyword<T> keyword, T value) {
        String text = value instanceof String plain ? MaskedText.value(keyword.name(), plain) : "";
        return text.equals(value) || !(value instanceof String)
                ? keyword.type().mask(value)
                : TextType.quoteIfNeeded(text);
    }

    private <T> void change(String what, Optional<T> was, Optional<T> is, Function<T, String> shown) {
        if (!was.equals(is)) {
            changes.add(new ConfigChange.Changed(what, was.map(shown), is.map(shown)));
        }
    }
}
