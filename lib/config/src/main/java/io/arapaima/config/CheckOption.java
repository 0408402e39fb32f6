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
 */
public record CheckOption(String name, OptionType type, String unit, Optional<String> defaultValue, OptionalLong min,
        OptionalLong max, List<String> choices, String sentence) {
    /** Copies the choices. */
    public CheckOption {
        choices = List.copyOf(choices);
    }
}
