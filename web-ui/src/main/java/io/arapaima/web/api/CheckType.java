package io.arapaima.web.api;

import io.arapaima.config.CheckOption;
import io.arapaima.ipc.PluginCheck;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A check that a plugin offers, or a file that is refused, in the contract's words.
 *
 * @param name the word that selects the check; empty for a refused file
 * @param state what is done with it
 * @param version of the plugin
 * @param file its path
 * @param since when it was loaded, or refused
 * @param sentence what it does
 * @param options its options
 * @param fault what is wrong; empty = nothing
 */
record CheckType(String name, String state, String version, String file, Instant since, String sentence,
        List<Option> options, Optional<Fault> fault) {
    /**
     * An option of a check.
     *
     * @param name its word
     * @param type what values look like
     * @param unit of a number; empty without one
     * @param defaultValue where lvs.cf sets none; empty = unset
     * @param min least number
     * @param max greatest number
     * @param choices the legal words of a choice
     * @param sentence what it does
     */
    record Option(String name, String type, String unit, Optional<String> defaultValue, OptionalLong min,
            OptionalLong max, List<String> choices, String sentence) {
        static Option of(CheckOption option) {
            return new Option(option.name(), word(option.type()), option.unit(), option.defaultValue(), option.min(),
                    option.max(), option.choices(), option.sentence());
        }
    }

    /**
     * What is wrong with it.
     *
     * @param reason what
     * @param cure what to do
     */
    record Fault(String reason, String cure) {}

    static CheckType of(PluginCheck check) {
        return new CheckType(check.name(), word(check.state()), check.version(), check.file(), check.since(),
                check.sentence(), check.options().stream().map(Option::of).toList(),
                check.fault().map(f -> new Fault(f.reason(), f.cure())));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
