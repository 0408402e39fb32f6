package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All keywords of lvs.cf and all options of checks for forms and manuals, made from the declarations that the parser uses. */
public final class KeywordList {
    private static final KeywordInfo.Place VIRTUAL = KeywordInfo.Place.VIRTUAL;
    private static final KeywordInfo.Place FAILOVER = KeywordInfo.Place.FAILOVER;
    private static final KeywordInfo.Place SERVER = KeywordInfo.Place.SERVER;
    private static final List<KeywordInfo.Place> WHERE_CHECKS_ARE = List.of(VIRTUAL, FAILOVER, SERVER);

    /** The tables of the manual, in the order of the canonical file. */
    static final List<Group> GROUPS = List.of(
            new Group("Top level", TopKeywords.ALL, List.of(KeywordInfo.Place.TOP)),
            new Group("Inside `virtual NAME {` and `failover NAME {`", BlockKeywords.ALL, List.of(VIRTUAL, FAILOVER)),
            new Group("Weights: inside `virtual`", WeightKeywords.ALL, List.of(VIRTUAL)),
            new Group("Inside `server NAME {`", ServerKeywords.ALL, List.of(SERVER)),
            new Group("Delivery: inside `virtual`, and inside `server` for that server alone", DeliveryKeywords.ALL,
                    List.of(VIRTUAL, SERVER)),
            new Group("Checks: inside `virtual` and `failover`, and inside `server` for that server alone",
                    CheckKeywords.ALL, WHERE_CHECKS_ARE));

    /** Keywords that a table of the manual shows together, and where they may stand. */
    record Group(String title, List<Keyword<?>> keywords, List<KeywordInfo.Place> places) {
        List<KeywordInfo> infos() {
            return keywords.stream().map(keyword -> info(keyword, places)).toList();
        }
    }

    private KeywordList() {}

    /**
     * Everything that can be written.
     *
     * @param catalogue the checks whose options are to be listed; may be empty
     * @return keywords in the order of the canonical file, then the options of each check
     */
    public static List<KeywordInfo> of(CheckCatalogue catalogue) {
        List<KeywordInfo> all = new ArrayList<>();
        GROUPS.forEach(group -> all.addAll(group.infos()));
        catalogue.checks().forEach(check -> all.addAll(options(check)));
        return List.copyOf(all);
    }

    private static <T> KeywordInfo info(Keyword<T> keyword, List<KeywordInfo.Place> places) {
        ValueType<T> type = keyword.type();
        FormField field = type.field();
        Optional<String> byDefault = keyword.defaultText().isEmpty()
                ? keyword.defaultValue().map(type::format)
                : Optional.empty();
        KeywordInfo.Origin origin = switch (keyword.origin()) {
            case PIRANHA -> KeywordInfo.Origin.PIRANHA;
            case IGNORED, LEFTOVER -> KeywordInfo.Origin.IGNORED;
            case NEW -> KeywordInfo.Origin.NEW;
        };
        var en = new KeywordInfo.Words(type.kind() + type.range(), keyword.defaultText(), keyword.meaning());
        return new KeywordInfo(keyword.name(), places, "", field.kind(), field.unit(), field.least(),
                field.greatest(), field.choices(), byDefault, type.example(), origin, en,
                japanese(type.kind(), type.range(), en));
    }

    static List<KeywordInfo> options(CheckDeclaration check) {
        return check.options().stream().map(option -> {
            FormField field = FormField.of(option);
            String kind = OptionValues.kind(option);
            String range = OptionValues.range(option);
            var en = new KeywordInfo.Words(kind + range, "", option.sentence());
            return new KeywordInfo(keyword(check, option.name()), WHERE_CHECKS_ARE, check.name(), field.kind(),
                    field.unit(), field.least(), field.greatest(), field.choices(), option.defaultValue(),
                    OptionValues.example(option), KeywordInfo.Origin.NEW, en, japanese(kind, range, en));
        }).toList();
    }

    static String keyword(CheckDeclaration check, String option) {
        return OptionKeywords.keyword(check.name()) + "_" + OptionKeywords.keyword(option);
    }

    /** English where nobody has written the Japanese. */
    private static KeywordInfo.Words japanese(String kind, String range, KeywordInfo.Words en) {
        return new KeywordInfo.Words(Japanese.value(kind, range).orElse(en.value()),
                Japanese.of(en.byDefault()).orElse(en.byDefault()), Japanese.of(en.meaning()).orElse(en.meaning()));
    }
}
