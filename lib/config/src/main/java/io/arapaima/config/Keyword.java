package io.arapaima.config;

import java.util.Optional;

/**
 * The declaration of one keyword at one level. Parser, defaults, effective values, writer, differences and manual are all
 * made from it. Two keywords are equal only when they are the same declaration: a server's {@code port} is not a
 * virtual's.
 *
 * @param name as it stands in lvs.cf
 * @param type what its values look like
 * @param origin where it comes from, and whether it does anything
 * @param defaultValue its value where none is written; empty = unset
 * @param defaultText the default in words where it follows from another keyword; otherwise empty
 * @param meaning one sentence for the manual
 * @param <T> what the model holds
 */
record Keyword<T>(String name, ValueType<T> type, Origin origin, Optional<T> defaultValue, String defaultText,
        String meaning) {
    /** Where a keyword comes from. */
    enum Origin {
        /** Piranha has it, and it means the same. */
        PIRANHA,
        /** Piranha reads it; it does nothing, here as there. */
        IGNORED,
        /** Piranha's GUI once wrote it and Piranha refuses it; accepted with a warning. */
        LEFTOVER,
        /** Piranha does not know it. */
        NEW
    }

    static <T> Keyword<T> of(String name, ValueType<T> type, T defaultValue, String meaning) {
        return new Keyword<>(name, type, Origin.PIRANHA, Optional.of(defaultValue), "", meaning);
    }

    static <T> Keyword<T> unset(String name, ValueType<T> type, String meaning) {
        return new Keyword<>(name, type, Origin.PIRANHA, Optional.empty(), "", meaning);
    }

    static Keyword<String> leftover(String name) {
        return new Keyword<>(name, TextType.of("text", "x"), Origin.LEFTOVER, Optional.empty(), "",
                "Written by old GUIs; has no effect.");
    }

    Keyword<T> ignored() {
        return new Keyword<>(name, type, Origin.IGNORED, defaultValue, defaultText, meaning);
    }

    Keyword<T> added() {
        return new Keyword<>(name, type, Origin.NEW, defaultValue, defaultText, meaning);
    }

    Keyword<T> following(String words) {
        return new Keyword<>(name, type, origin, defaultValue, words, meaning);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
