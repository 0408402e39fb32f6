package io.arapaima.lvsctl.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may stand where somebody presses the tab key. The scripts of the shells ask lvsctl itself, so that commands, options and the
 * names of the running director are those of the moment.
 *
 * @param commands each command's name with what it does
 * @param lvsctl the command line; the command that is typed is enough
 * @param values where the values of a label come from
 */
public record Completion(Map<String, String> commands, CommandLine lvsctl, Values values) {
    /** Stands for the names of files, which a shell knows best. */
    public static final String FILES = ":files";

    /** Where values come from. */
    @FunctionalInterface
    public interface Values {
        /**
         * Says what may stand for a value.
         *
         * @param command for example {@code quiesce}
         * @param label of the value in the help, for example {@code NAME}
         * @return the words; none where nobody knows any
         */
        List<String> of(String command, String label);
    }

    /**
     * Says what may stand for the last word.
     *
     * @param words what is typed behind {@code lvsctl}; the last one is not finished and may be empty
     * @return a candidate a line, a tab and what it means behind it where that is known; or {@link #FILES}
     */
    public List<String> candidates(List<String> words) {
        String last = words.isEmpty() ? "" : words.getLast();
        if (words.size() <= 1) {
            Stream<String> names = last.startsWith("-")
                    ? options(lvsctl.getCommandSpec())
                    : commands.entrySet().stream().map(command -> command.getKey() + "\t" + command.getValue());
            return names.filter(candidate -> candidate.startsWith(last)).toList();
        }
        return lvsctl.getSubcommands().containsKey(words.getFirst())
                ? below(lvsctl.getSubcommands().get(words.getFirst()), words.subList(1, words.size()), last)
                : List.of();
    }

    private List<String> below(CommandLine command, List<String> words, String last) {
        List<String> before = words.subList(0, words.size() - 1);
        if (!before.isEmpty() && command.getSubcommands().containsKey(before.getFirst())) {
            return below(command.getSubcommands().get(before.getFirst()), words.subList(1, words.size()), last);
        }
        CommandSpec spec = command.getCommandSpec();
        Optional<OptionSpec> asked = before.isEmpty() ? Optional.empty() : valued(spec, before.getLast());
        if (asked.isPresent()) {
            return matching(values(spec, asked.get()), last);
        }
        int equals = last.indexOf('=');
        if (last.startsWith("--") && equals > 0) {
            String name = last.substring(0, equals + 1);
            return valued(spec, last.substring(0, equals))
                    .map(option -> values(spec, option).filter(word -> !word.equals(FILES)).map(name::concat))
                    .map(found -> matching(found, last)).orElse(List.of());
        }
        return last.startsWith("-")
                ? matching(options(spec), last)
                : matching(Stream.concat(command.getSubcommands().keySet().stream(), arguments(spec, before)), last);
    }

    private Stream<String> arguments(CommandSpec spec, List<String> before) {
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            boolean value = i > 0 && valued(spec, before.get(i - 1)).isPresent();
            if (!value && !before.get(i).startsWith("-")) {
                operands.add(before.get(i));
            }
        }
        return spec.positionalParameters().stream().filter(p -> p.index().contains(operands.size())
                && (p.isMultiValue() || p.index().min() == operands.size())).limit(1).flatMap(p -> values(spec, p));
    }

    private Stream<String> values(CommandSpec spec, ArgSpec of) {
        String label = of.paramLabel();
        return switch (label.toUpperCase(Locale.ROOT)) {
            case "FILE", "DIR", "FOLDER" -> Stream.of(FILES);
            case "ON|OFF" -> Stream.of("on", "off");
            default -> values.of(spec.name(), label).stream();
        };
    }

    private static Optional<OptionSpec> valued(CommandSpec spec, String name) {
        return Optional.ofNullable(spec.findOption(name)).filter(option -> option.arity().max() > 0);
    }

    private static Stream<String> options(CommandSpec spec) {
        return spec.options().stream().filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()).filter(name -> name.startsWith("--"))
                        .map(name -> name + "\t" + first(String.join(" ", option.description()))));
    }

    /** The first sentence, which is what a menu has room for. */
    static String first(String words) {
        int end = words.indexOf(". ");
        return (end < 0 ? words : words.substring(0, end)).replaceAll("[\\t\\n]", " ");
    }

    private static List<String> matching(Stream<String> candidates, String last) {
        return candidates.filter(candidate -> candidate.equals(FILES) || candidate.startsWith(last)).distinct()
                .toList();
    }
}
