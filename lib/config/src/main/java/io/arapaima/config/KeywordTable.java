package io.arapaima.config;

import java.util.List;
import java.util.stream.Collectors;

/** The manual of all keywords, made from the declarations that the parser uses. */
public final class KeywordTable {
    private static final String HEAD = "| Keyword | Value | Default | Origin | Meaning |\n|---|---|---|---|---|\n";

    private KeywordTable() {}

    /**
     * The tables of all keywords and, after them, of the options of all checks.
     *
     * @param catalogue the check plugins whose options are to be listed; may be empty
     * @return Markdown; ends with a line end
     */
    public static String markdown(CheckCatalogue catalogue) {
        StringBuilder text = new StringBuilder();
        section(text, "Top level", TopKeywords.ALL);
        section(text, "Inside `virtual NAME {` and `failover NAME {`", BlockKeywords.ALL);
        section(text, "Weights: inside `virtual`", WeightKeywords.ALL);
        section(text, "Inside `server NAME {`", ServerKeywords.ALL);
        section(text, "Delivery: inside `virtual`, and inside `server` for that server alone", DeliveryKeywords.ALL);
        section(text, "Checks: inside `virtual` and `failover`, and inside `server` for that server alone",
                CheckKeywords.ALL);
        return text.append(options(catalogue)).toString();
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

    private static <T> String row(Keyword<T> keyword) {
        String byDefault = keyword.defaultText().isEmpty()
                ? keyword.defaultValue().map(value -> "`" + keyword.type().format(value) + "`").orElse("unset")
                : keyword.defaultText();
        String origin = switch (keyword.origin()) {
            case PIRANHA -> "Piranha";
            case IGNORED -> "Piranha, no effect";
            case LEFTOVER -> "old GUIs, no effect";
            case NEW -> "new";
        };
        return row("`" + keyword.name() + "`", keyword.type().kind() + keyword.type().range(), byDefault, origin,
                keyword.meaning());
    }

    private static String row(String... cells) {
        return List.of(cells).stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ",
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
        String keyword = keyword(check, option.name());
        String byDefault = option.defaultValue().map(value -> "`" + value + "`").orElse("unset");
        return row("`" + keyword + "`", OptionValues.kind(option) + OptionValues.range(option), byDefault, "new",
                option.sentence());
    }
}
