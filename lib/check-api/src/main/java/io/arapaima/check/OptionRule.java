package io.arapaima.check;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule about the values of one option of a check that its type and range cannot say. Rules are data, so that lvs.cf is
 * checked against them where no plugin is loaded. An option is set in the sense of a rule when it has a value that is not
 * its default, and a switch when it is 1. Immutable.
 *
 * @param option the option it is about
 * @param kind what it demands
 * @param operand a regular expression ({@link Kind#FORM}) or the name of another option ({@link Kind#NEEDS},
 *     {@link Kind#CLASH}, {@link Kind#ORDER}); else empty
 * @param value the value that the other option must have, empty = any; the regular expression of a {@link Kind#CLASH}
 * @param sentence what is right: behind "it" for a form ("must begin with a slash"), else as it stands
 */
public record OptionRule(String option, Kind kind, String operand, String value, String sentence) {
    /** No form is looked for in a value that is longer; searching may take a stack as deep as the value is long. */
    static final int LONGEST = 2048;

    /** What a rule demands. */
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

    /**
     * The whole value must match.
     *
     * @param option the option
     * @param pattern a regular expression
     * @param must what is right, behind the word it: "must begin with a slash"
     * @return the rule
     */
    public static OptionRule form(String option, String pattern, String must) {
        return new OptionRule(option, Kind.FORM, pattern, "", must);
    }

    /**
     * An option is of use only beside another one.
     *
     * @param option the option
     * @param other must be set where that one is
     * @return the rule
     */
    public static OptionRule needs(String option, String other) {
        return new OptionRule(option, Kind.NEEDS, other, "", "option " + option + " is set without " + other
                + "; set both");
    }

    /**
     * An option is of use only beside a certain value of another one.
     *
     * @param option the option
     * @param other the other one
     * @param value what that one must be
     * @return the rule
     */
    public static OptionRule needs(String option, String other, String value) {
        return new OptionRule(option, Kind.NEEDS, other, value, "option " + option + " is set without " + other + " = "
                + value + "; set both");
    }

    /**
     * Two options are set both or not at all.
     *
     * @param one the one
     * @param other the other
     * @return the rules
     */
    public static List<OptionRule> together(String one, String other) {
        String sentence = "of the options " + one + " and " + other + " one is unset; set both or none";
        return List.of(new OptionRule(one, Kind.NEEDS, other, "", sentence),
                new OptionRule(other, Kind.NEEDS, one, "", sentence));
    }

    /**
     * Rules of two origins.
     *
     * @param some rules
     * @param more rules
     * @return all of them
     */
    public static List<OptionRule> all(List<OptionRule> some, OptionRule... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /**
     * Some values of two options cannot stand beside each other, because no server could pass with them.
     *
     * @param option the option
     * @param other the other one
     * @param pattern matches the value of the option, a line feed, and the value of the other one; an unset one is empty
     * @param sentence what cannot be, and what to set instead
     * @return the rule
     */
    public static OptionRule clash(String option, String other, String pattern, String sentence) {
        return new OptionRule(option, Kind.CLASH, other, pattern, sentence);
    }

    /**
     * Of two whole numbers one is the least and the other one the greatest of something.
     *
     * @param least the option with the least one
     * @param greatest the option with the greatest one
     * @return the rule
     */
    public static OptionRule order(String least, String greatest) {
        return new OptionRule(least, Kind.ORDER, greatest, "", "option " + least + " is greater than " + greatest
                + ", so nothing can pass; exchange them");
    }

    /**
     * Without this option the check cannot be run.
     *
     * @param option the option
     * @param sentence what is missing, and what to set
     * @return the rule
     */
    public static OptionRule required(String option, String sentence) {
        return new OptionRule(option, Kind.REQUIRED, "", "", sentence);
    }

    /**
     * Compares values with all declarations of a check.
     *
     * @param specs its options
     * @param rules what it demands beyond them
     * @param set what lvs.cf sets, by option name
     * @return what is wrong and what would be right, in one sentence; empty when the check can be run with them
     */
    public static Optional<String> problem(List<OptionSpec> specs, List<OptionRule> rules, Map<String, String> set) {
        for (OptionSpec spec : specs) {
            Optional<String> problem = Optional.ofNullable(set.get(spec.name())).flatMap(spec::problemWith);
            if (problem.isPresent()) {
                return problem;
            }
        }
        Options all = Options.of(specs, set);
        // What stands there comes before what is missing beside it, as when the file is read.
        return rules.stream().sorted(Comparator.comparing(OptionRule::kind))
                .map(rule -> rule.problemIn(specs, all)).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> problemIn(List<OptionSpec> specs, Options all) {
        boolean broken = switch (kind) {
            case FORM -> all.find(option).filter(given -> given.length() <= LONGEST
                    && !Pattern.compile(operand).matcher(given).matches()).isPresent();
            case NEEDS -> isSet(specs, all) && all.find(operand).filter(given -> value.isEmpty() || given.equals(value))
                    .isEmpty();
            case REQUIRED -> all.find(option).filter(given -> !given.isBlank()).isEmpty();
            case CLASH -> {
                String both = all.find(option).orElse("") + "\n" + all.find(operand).orElse("");
                yield both.length() <= LONGEST && Pattern.compile(value).matcher(both).matches();
            }
            case ORDER -> all.find(option).isPresent() && all.find(operand).isPresent()
                    && all.integer(option) > all.integer(operand);
        };
        if (!broken) {
            return Optional.empty();
        }
        return Optional.of(kind == Kind.FORM
                ? "option " + option + " is \"" + all.text(option) + "\"; it " + sentence
                : sentence);
    }

    private boolean isSet(List<OptionSpec> specs, Options all) {
        Optional<OptionSpec> spec = specs.stream().filter(each -> each.name().equals(option)).findFirst();
        Optional<String> usual = spec.flatMap(OptionSpec::defaultValue);
        boolean isSwitch = spec.filter(each -> each.type() == OptionSpec.Type.BOOLEAN).isPresent();
        return all.find(option).filter(given -> usual.filter(given::equals).isEmpty())
                .filter(given -> !isSwitch || given.equals("1")).isPresent();
    }
}
