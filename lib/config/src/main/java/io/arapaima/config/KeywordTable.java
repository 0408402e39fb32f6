package io.arapaima.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The manual of all keywords, made from the declarations that the parser uses. */
public final class KeywordTable {
    private static final String HEAD = "| Keyword | Value | Default | Origin | Meaning |\n|---|---|---|---|---|\n";

    private static final Map<String, List<Keyword<?>>> SECTIONS = sections();

    private KeywordTable() {}

    private static Map<String, List<Keyword<?>>> sections() {
        Map<String, List<Keyword<?>>> sections = new LinkedHashMap<>();
        sections.put("Top level", TopKeywords.ALL);
        sections.put("Inside `virtual NAME {` and `failover NAME {`", BlockKeywords.ALL);
        sections.put("Weights: inside `virtual`", WeightKeywords.ALL);
        sections.put("Inside `server NAME {`", ServerKeywords.ALL);
        sections.put("Delivery: inside `virtual`, and inside `server` for that server alone", DeliveryKeywords.ALL);
        sections.put("Checks: inside `virtual` and `failover`, and inside `server` for that server alone",
                CheckKeywords.ALL);
        return sections;
    }

    /**
     * The tables of all keywords and, after them, of the options of all checks.
     *
     * @param catalogue the check plugins whose options are to be listed; may be empty
     * @return Markdown; ends with a line end
     */
    public static String markdown(CheckCatalogue catalogue) {
        StringBuilder text = new StringBuilder();
        SECTIONS.forEach((title, keywords) -> section(text, title, keywords));
        return text.append(options(catalogue)).toString();
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
        SECTIONS.forEach((title, keywords) -> keywords.stream().filter(k -> k.name().equals(name))
                .forEach(keyword -> lines.addAll(words(title, cells(keyword)))));
        new OptionKeywords(catalogue).find(name).ifPresent(declared -> lines.addAll(
                words("Options of check = " + declared.check().name(), cells(declared.check(), declared.option()))));
        return lines;
    }

    private static List<String> words(String title, List<String> cells) {
        return List.of(title.replace("`", ""),
                "  " + cells.get(0).replace("`", "") + " = " + cells.get(1).replace("`", "'")
                        + "; default: " + cells.get(2).replace("`", "") + "; " + cells.get(3),
                "  " + cells.get(4).replace("`", ""));
    }

    /**
     * Every keyword.
     *
     * @param catalogue the check plugins whose options count too
     * @return their names
     */
    public static List<String> names(CheckCatalogue catalogue) {
        return Stream.concat(SECTIONS.values().stream().flatMap(List::stream).map(Keyword::name),
                new OptionKeywords(catalogue).all().stream()).distinct().toList();
    }

    /**
     * The tables of the options of all checks alone.
     *
     * @param catalogue the check plugins whose options are to be listed
     * @return Markdown; ends with a line end unless the catalogue is empty
     */
    public static String options(CheckCatalogue catalogue) {
        StringBuilder text = new StringBuilder();
        catalogue.checks().forEach(check -> check(text, check));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<Keyword<?>> keywords) {
        text.append("## ").append(title).append("\n\n").append(HEAD);
        keywords.forEach(keyword -> text.append(row(keyword)));
        text.append('\n');
    }

    private static String row(Keyword<?> keyword) {
        return row(cells(keyword));
    }

    private static <T> List<String> cells(Keyword<T> keyword) {
        String byDefault = keyword.defaultText().isEmpty()
                ? keyword.defaultValue().map(value -> "`" + keyword.type().format(value) + "`").orElse("unset")
                : keyword.defaultText();
        String origin = switch (keyword.origin()) {
            case PIRANHA -> "Piranha";
            case IGNORED -> "Piranha, no effect";
            case LEFTOVER -> "old GUIs, no effect";
            case NEW -> "new";
        };
        return List.of("`" + keyword.name() + "`", keyword.type().kind() + keyword.type().range(), byDefault, origin,
                keyword.meaning());
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ",
                " |\n"));
    }

    private static void check(StringBuilder text, CheckDeclaration check) {
        text.append("## Options of `check = ").append(check.name()).append("`\n\n").append(check.sentence())
                .append("\n\n");
        if (!check.options().isEmpty()) {
            text.append(HEAD);
            check.options().forEach(option -> text.append(row(check, option)));
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
                ? "`" + keyword(check, rule.option()) + "`: it " + rule.sentence() + "."
                : rule.sentence() + ".";
    }

    private static String keyword(CheckDeclaration check, String option) {
        return OptionKeywords.keyword(check.name()) + "_" + OptionKeywords.keyword(option);
    }

    private static String row(CheckDeclaration check, CheckOption option) {
        return row(cells(check, option));
    }

    private static List<String> cells(CheckDeclaration check, CheckOption option) {
        String keyword = keyword(check, option.name());
        String byDefault = option.defaultValue().map(value -> "`" + value + "`").orElse("unset");
        return List.of("`" + keyword + "`", OptionValues.kind(option) + OptionValues.range(option), byDefault, "new",
                option.sentence());
    }
}
