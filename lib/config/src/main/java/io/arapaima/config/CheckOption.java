package io.arapaima.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One option of a check, as its plugin declares it.
 *
 * @param name lower-case letters, digits and dashes
 * @param type what values look like
 * @param unit unit of a number; empty without one
 * @param defaultValue the value when lvs.cf sets none; empty = unset
 * @param min least number (a duration: milliseconds), where there is one
 * @param max greatest number (a duration: milliseconds), where there is one
 * @param choices the legal words of a {@link OptionType#CHOICE}; empty otherwise
 * @param sentence what it does, in one sentence
 * @param example a good value as it would stand in lvs.cf, where the plugin gives one; plugins and engines of earlier builds give none
 */
public record CheckOption(String name, OptionType type, String unit, Optional<String> defaultValue, OptionalLong min,
        OptionalLong max, List<String> choices, String sentence, Optional<String> example) {
    /** Copies the choices. */
    public CheckOption {
        choices = List.copyOf(choices);
    }

    /**
     * An option without an example of its own.
     *
     * @param name its name
     * @param type what values look like
     * @param unit unit of a number; empty without one
     * @param defaultValue the value when lvs.cf sets none
     * @param min least number, where there is one
     * @param max greatest number, where there is one
     * @param choices the legal words of a choice
     * @param sentence what it does
     */
    public CheckOption(String name, OptionType type, String unit, Optional<String> defaultValue, OptionalLong min,
            OptionalLong max, List<String> choices, String sentence) {
        this(name, type, unit, defaultValue, min, max, choices, sentence, Optional.empty());
    }
}
