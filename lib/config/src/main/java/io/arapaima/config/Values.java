package io.arapaima.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The values of one block. A value equal to its default is the same as none, so two blocks are equal when they mean the
 * same. Immutable.
 */
final class Values {
    private static final SortedMap<String, OptionValue> NO_OPTIONS = Collections.emptySortedMap();

    private final Map<Keyword<?>, Object> values;
    private final SortedMap<String, OptionValue> options;

    private Values(Map<Keyword<?>, Object> values, SortedMap<String, OptionValue> options) {
        this.values = Map.copyOf(values);
        this.options = options;
    }

    /** The value, or the keyword's default. */
    <T> Optional<T> find(Keyword<T> keyword) {
        @SuppressWarnings("unchecked") // Builder.put is the only way in, and keyword and value have one type there
        T value = (T) values.get(keyword);
        return value == null ? keyword.defaultValue() : Optional.of(value);
    }

    /** The value of a keyword that has a default, or that the reader always sets. */
    <T> T get(Keyword<T> keyword) {
        return find(keyword).orElseThrow(() -> new NoSuchElementException(keyword.name() + " has no value"));
    }

    /** Whether a value other than the default is set. */
    boolean has(Keyword<?> keyword) {
        return values.containsKey(keyword);
    }

    /** The check options by their keyword. */
    SortedMap<String, OptionValue> options() {
        return options;
    }

    /** The same without the options and without the keywords that are not wanted. */
    Values only(Predicate<Keyword<?>> wanted) {
        Map<Keyword<?>, Object> some = new HashMap<>(values);
        some.keySet().removeIf(wanted.negate());
        return new Values(some, NO_OPTIONS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values that && values.equals(that.values) && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, options);
    }

    /** Collects the values of one block; not for several threads. */
    static final class Builder {
        private final Map<Keyword<?>, Object> values = new HashMap<>();
        private final SortedMap<String, OptionValue> options = new TreeMap<>();

        /** The last one wins; empty takes an earlier one back. */
        <T> void put(Keyword<T> keyword, Optional<T> value) {
            Optional<T> set = value.filter(one -> !keyword.defaultValue().equals(Optional.of(one)));
            if (set.isPresent()) {
                values.put(keyword, set.get());
            } else {
                values.remove(keyword);
            }
        }

        void put(String keyword, OptionValue value) {
            options.put(keyword, value);
        }

        <T> Optional<T> find(Keyword<T> keyword) {
            @SuppressWarnings("unchecked") // put is the only way in
            T value = (T) values.get(keyword);
            return value == null ? keyword.defaultValue() : Optional.of(value);
        }

        Values build() {
            return new Values(values, options.isEmpty() ? NO_OPTIONS : new TreeMap<>(options));
        }
    }
}
