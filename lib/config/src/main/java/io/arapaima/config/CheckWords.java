package io.arapaima.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges the names of checks and their options by the catalogue of one reading. */
final class CheckWords {
    private static final Set<String> NAMING = Set.of(CheckKeywords.CHECK.name(), BlockKeywords.LOAD_MONITOR.name());
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    /** Bounds the search for a prefix in a long word. */
    private static final int MAX_CHECK_NAME = 64;

    private final CheckCatalogue catalogue;
    private final OptionKeywords options;
    /** Without a catalogue: the checks that the file itself names. */
    private final Set<String> prefixes;
    private final Problems problems;
    private boolean warned;

    CheckWords(CheckCatalogue catalogue, Block file, Problems problems) {
        this.catalogue = catalogue;
        this.options = new OptionKeywords(catalogue);
        this.prefixes = catalogue.known() ? Set.of() : prefixes(file);
        this.problems = problems;
    }

    void checkName(int line, String name) {
        if (!catalogue.known()) {
            warnOnce(line);
        } else if (catalogue.find(name).isEmpty()) {
            List<String> names = catalogue.checks().stream().map(CheckDeclaration::name).toList();
            problems.error(line, Complaint.ARGUMENT,
                    "check is " + Quote.of(name) + "; " + Nearest.to(name, names)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("there are " + String.join(", ", names)));
        }
    }

    boolean isOption(String keyword) {
        return catalogue.known() ? options.find(keyword).isPresent() : looksLikeOption(keyword);
    }

    private boolean looksLikeOption(String keyword) {
        for (int end = keyword.indexOf('_'); end >= 0; end = keyword.indexOf('_', end + 1)) {
            if (end <= MAX_CHECK_NAME && end < keyword.length() - 1 && prefixes.contains(keyword.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> prefixes(Block block) {
        Set<String> found = new HashSet<>();
        for (Item item : block.items()) {
            switch (item) {
                case Block inner -> found.addAll(prefixes(inner));
                case Statement statement when NAMING.contains(statement.keyword()) && statement.tokens().size() > 2 ->
                    NAME.matcher(statement.tokens().get(2).text()).results()
                            .forEach(name -> found.add(OptionKeywords.keyword(name.group())));
                case Statement _ -> {
                    // names no check
                }
            }
        }
        return found;
    }

    /** What values of an option look like, for messages. */
    String kind(String keyword) {
        return options.find(keyword).map(declared -> OptionValues.kind(declared.option())).orElse("a text");
    }

    /** A good value of an option, for messages. */
    String example(String keyword) {
        return options.find(keyword).map(declared -> OptionValues.example(declared.option())).orElse("\"text\"");
    }

    OptionValue option(int line, Argument argument) throws BadValue {
        Optional<OptionKeywords.Declared> found = options.find(argument.keyword());
        if (found.isEmpty()) {
            warnOnce(line);
            return new OptionValue("", "", OptionType.TEXT, argument.first());
        }
        CheckOption option = found.get().option();
        String value = OptionValues.read(option, argument);
        for (CheckRule rule : found.get().check().rules()) {
            if (rule.refuses(option, value)) {
                throw argument.bad(Complaint.ARGUMENT, "it " + rule.sentence());
            }
        }
        return new OptionValue(found.get().check().name(), option.name(), option.type(), value);
    }

    private void warnOnce(int line) {
        if (!warned) {
            problems.warn(line, "the check plugins are not known here, so checks and their options are not verified");
            warned = true;
        }
    }

    /** All words that may begin a line at this level. */
    List<String> words(Level level) {
        List<String> words = new ArrayList<>(Keywords.of(level).stream().map(Keyword::name).toList());
        switch (level) {
            case TOP -> words.addAll(List.of("virtual", "failover"));
            case BLOCK -> {
                words.add("server");
                words.addAll(options.all());
            }
            case SERVER -> words.addAll(options.all());
        }
        return words;
    }
}
