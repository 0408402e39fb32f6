package io.arapaima.nanny.plugin;

import io.arapaima.check.Check;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.RoutedCheck;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.config.CheckOption;
import io.arapaima.config.CheckRule;
import io.arapaima.config.OptionType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A check of a loaded plugin. Name and options were asked once and found good.
 *
 * @param name the word that selects it
 * @param sentence what it does
 * @param options its declarations
 * @param rules what is demanded of the options beyond that
 * @param check what to call
 * @param conduct of the plugin that it belongs to
 * @param version of the plugin that it belongs to
 */
public record OfferedCheck(String name, String sentence, List<OptionSpec> options, List<OptionRule> rules, Check check,
        Conduct conduct, String version) {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    /** A manual page with more options than this is a mistake. */
    private static final int MAX_OPTIONS = 64;

    /** Asks a check what it is. */
    public static OfferedCheck of(Check check, Conduct conduct, String version) throws PluginRefused {
        var offered = new OfferedCheck(check.name(), check.sentence(), List.copyOf(check.options()),
                List.copyOf(check.rules()), check, conduct, version);
        require(offered.name, WORD.matcher(offered.name).matches(), "is the name of a check");
        if (offered.sentence.isBlank() || offered.options.size() > MAX_OPTIONS) {
            throw new PluginRefused("check " + offered.name + " needs a sentence that says what it does, and at most "
                    + MAX_OPTIONS + " options; it has " + offered.options.size());
        }
        Set<String> names = new HashSet<>();
        for (OptionSpec option : offered.options) {
            verify(offered.name, option);
            if (!names.add(option.name())) {
                throw new PluginRefused("check " + offered.name + " declares option " + option.name() + " twice");
            }
        }
        for (OptionRule rule : offered.rules) {
            verify(offered.name, rule, names);
        }
        return offered;
    }

    private static void verify(String check, OptionRule rule, Set<String> names) throws PluginRefused {
        String subject = "a rule of check " + check + " about option " + rule.option();
        boolean twoOptions = switch (rule.kind()) {
            case NEEDS, CLASH, ORDER -> true;
            case FORM, REQUIRED -> false;
        };
        if (!names.contains(rule.option()) || (twoOptions && !names.contains(rule.operand()))) {
            throw new PluginRefused(subject + " names an option that is not declared");
        }
        try {
            Pattern _ = switch (rule.kind()) {
                case FORM -> Pattern.compile(rule.operand());
                case CLASH -> Pattern.compile(rule.value());
                case NEEDS, REQUIRED, ORDER -> WORD;
            };
        } catch (PatternSyntaxException e) {
            throw new PluginRefused(subject + " has no regular expression: " + e.getDescription());
        }
    }

    private static void verify(String check, OptionSpec option) throws PluginRefused {
        require(option.name(), WORD.matcher(option.name()).matches(), "is the name of an option of check " + check);
        String subject = "option " + option.name() + " of check " + check;
        if (option.type() == OptionSpec.Type.CHOICE && option.choices().isEmpty()) {
            throw new PluginRefused(subject + " is a choice of no words; declare them");
        }
        if (option.min().orElse(Long.MIN_VALUE) > option.max().orElse(Long.MAX_VALUE)) {
            throw new PluginRefused(subject + " has its least number above its greatest");
        }
        String problem = option.defaultValue().flatMap(option::problemWith).orElse("");
        if (!problem.isEmpty()) {
            throw new PluginRefused("the default of check " + check + " is wrong: " + problem);
        }
    }

    private static void require(String word, boolean good, String role) throws PluginRefused {
        if (!good) {
            throw new PluginRefused("\"" + word + "\" " + role + "; it must be 1 to 32 lower-case letters, digits and "
                    + "dashes, beginning with a letter");
        }
    }

    /** {@return the declaration as lvs.cf is checked against it} */
    CheckDeclaration declaration() {
        return new CheckDeclaration(name, sentence, check instanceof RoutedCheck,
                options.stream().map(OfferedCheck::option).toList(), rules.stream().map(OfferedCheck::rule).toList(),
                version);
    }

    private static CheckRule rule(OptionRule rule) {
        return new CheckRule(rule.option(), CheckRule.Kind.valueOf(rule.kind().name()), rule.operand(), rule.value(),
                rule.sentence());
    }

    private static CheckOption option(OptionSpec spec) {
        return new CheckOption(spec.name(), OptionType.valueOf(spec.type().name()), spec.unit(), spec.defaultValue(),
                spec.min(), spec.max(), spec.choices(), spec.sentence(), spec.example());
    }
}
