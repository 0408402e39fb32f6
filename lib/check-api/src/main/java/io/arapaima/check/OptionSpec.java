package io.arapaima.check;

import io.arapaima.checkspec.Repetitions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The declaration of one option. lvs.cf is checked against it when it is read, and the manual is made from it.
 *
 * @param name lower-case letters, digits and dashes, for example {@code expect-status}
 * @param type what values look like
 * @param unit unit of a number; empty without one
 * @param defaultValue the value when lvs.cf sets none; empty = unset
 * @param min least number (a duration: milliseconds), where there is one
 * @param max greatest number (a duration: milliseconds), where there is one
 * @param choices the legal words of a {@link Type#CHOICE}; empty otherwise
 * @param sentence what it does, in one sentence, for the manual
 * @param example a good value, as it would stand in lvs.cf, for messages, manual and forms; empty = one is made up from type,
 *     default and range, which is right where no rule demands more
 */
public record OptionSpec(String name, Type type, String unit, Optional<String> defaultValue, OptionalLong min,
        OptionalLong max, List<String> choices, String sentence, Optional<String> example) {
    /** What values look like. */
    public enum Type {
        /** Any text. */
        TEXT,
        /** A whole number. */
        INTEGER,
        /** Seconds with an optional fraction ({@code 1.5}) or milliseconds ({@code 200ms}). */
        DURATION,
        /** 0 or 1. */
        BOOLEAN,
        /** A regular expression as {@link java.util.regex.Pattern} reads it. */
        REGEX,
        /** One of a few words. */
        CHOICE,
        /** A path on the director. */
        PATH
    }

    /** Copies the choices. */
    public OptionSpec {
        choices = List.copyOf(choices);
    }

    /**
     * A declaration without an example of its own.
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
    public OptionSpec(String name, Type type, String unit, Optional<String> defaultValue, OptionalLong min,
            OptionalLong max, List<String> choices, String sentence) {
        this(name, type, unit, defaultValue, min, max, choices, sentence, Optional.empty());
    }

    /**
     * An option without unit, range or default.
     *
     * @param name its name
     * @param type what values look like
     * @param sentence what it does
     * @return the declaration
     */
    public static OptionSpec of(String name, Type type, String sentence) {
        return new OptionSpec(name, type, "", Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), List.of(),
                sentence);
    }

    /**
     * A choice of words.
     *
     * @param name its name
     * @param sentence what it does
     * @param words the legal words; the first is the default
     * @return the declaration
     */
    public static OptionSpec choice(String name, String sentence, String... words) {
        return new OptionSpec(name, Type.CHOICE, "", Optional.of(words[0]), OptionalLong.empty(), OptionalLong.empty(),
                List.of(words), sentence);
    }

    /**
     * The same with a default.
     *
     * @param value the default, as it would stand in lvs.cf
     * @return the declaration
     */
    public OptionSpec withDefault(String value) {
        return new OptionSpec(name, type, unit, Optional.of(value), min, max, choices, sentence, example);
    }

    /**
     * The same with a range.
     *
     * @param least least number
     * @param most greatest number
     * @param unitOfBoth their unit; empty without one
     * @return the declaration
     */
    public OptionSpec between(long least, long most, String unitOfBoth) {
        return new OptionSpec(name, type, unitOfBoth, defaultValue, OptionalLong.of(least), OptionalLong.of(most),
                choices, sentence, example);
    }

    /**
     * The same with an example; wanted where a rule demands a form.
     *
     * @param value a good value, as it would stand in lvs.cf, with its quotes
     * @return the declaration
     */
    public OptionSpec withExample(String value) {
        return new OptionSpec(name, type, unit, defaultValue, min, max, choices, sentence, Optional.of(value));
    }

    /**
     * Compares a value of lvs.cf with this declaration: the one rule for everybody who reads options.
     *
     * @param value the value as it stands in lvs.cf, quotes removed
     * @return what is wrong with it, what would be right, in one sentence; empty when it may be used
     */
    public Optional<String> problemWith(String value) {
        try {
            return switch (type) {
                case TEXT -> Optional.empty();
                case PATH -> value.startsWith("/") ? Optional.empty() : wrong(value, "an absolute path");
                case BOOLEAN -> List.of("0", "1").contains(value) ? Optional.empty() : wrong(value, "0 or 1");
                case CHOICE -> choices.contains(value) ? Optional.empty() : wrong(value, "one of " + choices);
                case INTEGER -> outside(value, Integer.parseInt(value));
                case DURATION -> outside(value, parseDuration(value).toMillis());
                case REGEX -> {
                    Pattern.compile(value);
                    yield Repetitions.tooMany(value)
                            ? wrong(value, "without counted repetitions inside each other that make more than "
                                    + Repetitions.MOST + " rounds")
                            : Optional.empty();
                }
            };
        } catch (PatternSyntaxException e) {
            return wrong(value, "a regular expression: " + e.getDescription() + " near index " + e.getIndex());
        } catch (NumberFormatException _) {
            return wrong(value, type == Type.INTEGER ? "a whole number" : "seconds (1.5) or milliseconds (200ms)");
        }
    }

    private Optional<String> outside(String value, long number) {
        if (number >= min.orElse(Long.MIN_VALUE) && number <= max.orElse(Long.MAX_VALUE)) {
            return Optional.empty();
        }
        String range = min.isPresent() && max.isPresent()
                ? min.getAsLong() + " to " + max.getAsLong()
                : min.isPresent() ? "at least " + min.getAsLong() : "at most " + max.orElseThrow();
        return wrong(value, (range + " " + (type == Type.DURATION ? "ms" : unit)).strip());
    }

    private Optional<String> wrong(String value, String right) {
        return Optional.of("option " + name + " is \"" + value + "\"; it must be " + right);
    }

    static Duration parseDuration(String value) {
        if (value.endsWith("ms")) {
            return Duration.ofMillis(Integer.parseInt(value.substring(0, value.length() - 2)));
        }
        double seconds = Double.parseDouble(value);
        if (!(Math.abs(seconds) <= Integer.MAX_VALUE)) {
            throw new NumberFormatException("not a number of seconds: " + value);
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
