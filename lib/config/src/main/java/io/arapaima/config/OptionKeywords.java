package io.arapaima.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of all checks of a catalogue by their keyword: the check's name and the option's, dashes as underscores. */
final class OptionKeywords {
    private final Map<String, Declared> byKeyword = new LinkedHashMap<>();

    /** An option with the check it belongs to. */
    record Declared(CheckDeclaration check, CheckOption option) {}

    OptionKeywords(CheckCatalogue catalogue) {
        for (CheckDeclaration check : catalogue.checks()) {
            check.options().forEach(option -> byKeyword.putIfAbsent(
                    keyword(check.name()) + "_" + keyword(option.name()), new Declared(check, option)));
        }
    }

    Optional<Declared> find(String keyword) {
        return Optional.ofNullable(byKeyword.get(keyword));
    }

    List<String> all() {
        return new ArrayList<>(byKeyword.keySet());
    }

    /** The part of a keyword that stands for a check or an option. */
    static String keyword(String name) {
        return name.replace('-', '_');
    }
}
