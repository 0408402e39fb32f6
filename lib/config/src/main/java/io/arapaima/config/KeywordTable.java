package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The manual of all keywords, made from the declarations that the parser uses. */
public final class KeywordTable {
    private static final String LINE = "|---|---|---|---|---|\n";
    private static final KeywordTable ENGLISH = new KeywordTable(KeywordInfo::en,
            "| Keyword | Value | Default | Origin | Meaning |\n" + LINE, "unset",
            Map.of(KeywordInfo.Origin.PIRANHA, "Piranha", KeywordInfo.Origin.IGNORED, "Piranha, no effect",
                    KeywordInfo.Origin.NEW, "new"));
    private static final KeywordTable JAPANESE = new KeywordTable(KeywordInfo::ja,
            "| キーワード | 値 | 既定値 | 由来 | 意味 |\n" + LINE, "指定なし",
            Map.of(KeywordInfo.Origin.PIRANHA, "Piranha", KeywordInfo.Origin.IGNORED, "Piranha(効果なし)",
                    KeywordInfo.Origin.NEW, "新規"));

    private final Function<KeywordInfo, KeywordInfo.Words> language;
    private final String head;
    private final String unset;
    private final Map<KeywordInfo.Origin, String> origins;

    private KeywordTable(Function<KeywordInfo, KeywordInfo.Words> language, String head, String unset,
            Map<KeywordInfo.Origin, String> origins) {
        this.language = language;
        this.head = head;
        this.unset = unset;
        this.origins = origins;
    }

    /**
     * The tables of all keywords and, after them, of the options of all checks.
     *
     * @param catalogue the check plugins whose options are to be listed; may be empty
     * @return Markdown; ends with a line end
     */
    public static String markdown(CheckCatalogue catalogue) {
        return ENGLISH.all(catalogue);
    }

    /**
     * The tables of the options of all checks alone.
     *
     * @param catalogue the check plugins whose options are to be listed
     * @return Markdown; ends with a line end unless the catalogue is empty
     */
    public static String options(CheckCatalogue catalogue) {
        return ENGLISH.checks(catalogue);
    }

    /**
     * The same in Japanese; titles and what a check refuses are in English.
     *
     * @param catalogue the check plugins whose options are to be listed; may be empty
     * @param optionsOnly whether to leave out all but the options of checks
     * @return Markdown
     */
    public static String japanese(CheckCatalogue catalogue, boolean optionsOnly) {
        return optionsOnly ? JAPANESE.checks(catalogue) : JAPANESE.all(catalogue);
    }

    /**
     * One keyword in words, at each place where it may stand.
     *
     * @param name of the keyword
     * @param catalogue the check plugins whose options count too
     * @return lines; none when there is no such keyword
     */
    public static List<String> about(String name, CheckCatalogue catalogue) {
        List<String> lines = new ArrayList<>();
        KeywordList.GROUPS.forEach(group -> group.infos().stream().filter(info -> info.name().equals(name))
                .forEach(info -> lines.addAll(ENGLISH.words(group.title(), info))));
        catalogue.checks().forEach(check -> KeywordList.options(check).stream()
                .filter(info -> info.name().equals(name))
                .forEach(info -> lines.addAll(ENGLISH.words("Options of check = " + check.name(), info))));
        return lines;
    }

    private List<String> words(String title, KeywordInfo info) {
        KeywordInfo.Words words = language.apply(info);
        return List.of(title.replace("`", ""),
                "  " + info.name() + " = " + words.value().replace("`", "'") + "; default: "
                        + byDefault(info).replace("`", "") + "; " + origins.getOrDefault(info.origin(), ""),
                "  " + words.meaning().replace("`", ""));
    }

    /**
     * Every keyword.
     *
     * @param catalogue the check plugins whose options count too
     * @return their names
     */
    public static List<String> names(CheckCatalogue catalogue) {
        return KeywordList.of(catalogue).stream().map(KeywordInfo::name).distinct().toList();
    }

    private String all(CheckCatalogue catalogue) {
        StringBuilder text = new StringBuilder();
        for (KeywordList.Group group : KeywordList.GROUPS) {
            text.append("## ").append(group.title()).append("\n\n").append(head);
            group.infos().forEach(info -> text.append(row(info)));
            text.append('\n');
        }
        return text.append(checks(catalogue)).toString();
    }

    private String checks(CheckCatalogue catalogue) {
        StringBuilder text = new StringBuilder();
        catalogue.checks().forEach(check -> check(text, check));
        return text.toString();
    }

    private String row(KeywordInfo info) {
        KeywordInfo.Words words = language.apply(info);
        return row("`" + info.name() + "`", words.value(), byDefault(info),
                origins.getOrDefault(info.origin(), ""), words.meaning());
    }

    private String byDefault(KeywordInfo info) {
        String words = language.apply(info).byDefault();
        return words.isEmpty() ? info.defaultValue().map(value -> "`" + value + "`").orElse(unset) : words;
    }

    private static String row(String... cells) {
        return List.of(cells).stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ",
                " |\n"));
    }

    private void check(StringBuilder text, CheckDeclaration check) {
        text.append("## Options of `check = ").append(check.name()).append("`\n\n").append(check.sentence())
                .append("\n\n");
        if (!check.options().isEmpty()) {
            text.append(head);
            KeywordList.options(check).forEach(info -> text.append(row(info)));
            text.append('\n');
        }
        List<String> rules = check.rules().stream().map(rule -> rule(check, rule)).distinct().toList();
        if (!rules.isEmpty()) {
            text.append("What is refused besides when the file is read:\n\n");
            rules.forEach(rule -> text.append("- ").append(rule).append('\n'));
            text.append('\n');
        }
    }

    private static String rule(CheckDeclaration check, CheckRule rule) {
        return rule.kind() == CheckRule.Kind.FORM
                ? "`" + KeywordList.keyword(check, rule.option()) + "`: it " + rule.sentence() + "."
                : rule.sentence() + ".";
    }
}
