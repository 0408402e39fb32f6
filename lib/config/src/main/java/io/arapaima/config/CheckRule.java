package io.arapaima.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule about the values of one option of a check, as its plugin declares it. An option is set in the sense of a rule when
 * it has a value that is not its default, and a switch when it is 1. Immutable.
 *
 * @param option the option it is about
 * @param kind what it demands
 * @param operand a regular expression ({@link Kind#FORM}) or the name of another option ({@link Kind#NEEDS},
 *     {@link Kind#CLASH}, {@link Kind#ORDER}); else empty
 * @param value the value that the other option must have, empty = any; the regular expression of a {@link Kind#CLASH}
 * @param sentence what is right: behind "it" for a form ("must begin with a slash"), else as it stands
 */
public record CheckRule(String option, Kind kind, String operand, String value, String sentence) {
    /** No form is looked for in a value that is longer; searching may take a stack as deep as the value is long. */
    private static final int LONGEST = 2048;

    /** What a rule demands; mirrors the check API's declaration. */
    public enum Kind {
        /** The whole value must match a regular expression. */
        FORM,
        /** Where the option is set, another one must be set too, or have a certain value. */
        NEEDS,
        /** The option must be set. */
        REQUIRED,
        /** Both values, a line each, must not match a regular expression: no server could pass with them. */
        CLASH,
        /** The whole number of the option must not be greater than that of the other one. */
        ORDER
    }

    /** Whether this is about the form of values of an option, and a value has another one. */
    boolean refuses(CheckOption about, String given) {
        try {
            return kind == Kind.FORM && option.equals(about.name()) && given.length() <= LONGEST
                    && !Pattern.compile(operand).matcher(given).matches();
        } catch (PatternSyntaxException _) {
            return false; // of another version of this suite; the check engine judges
        }
    }

    /** Whether the options of one check lack what this demands. */
    boolean brokenBy(List<CheckOption> options, Map<String, String> set) {
        return switch (kind) {
            case FORM -> false;
            case NEEDS -> isSet(options, set) && given(options, set, operand)
                    .filter(other -> value.isEmpty() || other.equals(value)).isEmpty();
            case REQUIRED -> given(options, set, option).filter(own -> !own.isBlank()).isEmpty();
            case CLASH ->
                matches(given(options, set, option).orElse("") + "\n" + given(options, set, operand).orElse(""));
            case ORDER -> number(given(options, set, option), Integer.MIN_VALUE) > number(
                    given(options, set, operand), Integer.MAX_VALUE);
        };
    }

    private static int number(Optional<String> given, int otherwise) {
        return given.filter(text -> text.matches("-?[0-9]{1,9}")).map(Integer::valueOf).orElse(otherwise);
    }

    private boolean matches(String both) {
        try {
            return both.length() <= LONGEST && Pattern.compile(value).matcher(both).matches();
        } catch (PatternSyntaxException _) {
            return false; // of another version of this suite; the check engine judges
        }
    }

    private boolean isSet(List<CheckOption> options, Map<String, String> set) {
        Optional<CheckOption> declared = find(options, option);
        Optional<String> usual = declared.flatMap(CheckOption::defaultValue);
        boolean isSwitch = declared.filter(own -> own.type() == OptionType.BOOLEAN).isPresent();
        return given(options, set, option).filter(own -> usual.filter(own::equals).isEmpty())
                .filter(own -> !isSwitch || own.equals("1")).isPresent();
    }

    private static Optional<String> given(List<CheckOption> options, Map<String, String> set, String name) {
        return Optional.ofNullable(set.get(name)).or(() -> find(options, name).flatMap(CheckOption::defaultValue));
    }

    private static Optional<CheckOption> find(List<CheckOption> options, String name) {
        return options.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
