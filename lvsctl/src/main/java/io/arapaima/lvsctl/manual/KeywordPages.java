package io.arapaima.lvsctl.manual;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.config.KeywordInfo;
import io.arapaima.config.KeywordInfo.Place;
import io.arapaima.config.KeywordList;
import io.arapaima.daemon.ManPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of lvs.cf, and one for each check. */
final class KeywordPages {
    private KeywordPages() {}

    /** {@return each page by its file's name} */
    static Map<String, ManPage> of(CheckCatalogue catalogue) {
        Map<String, ManPage> pages = new LinkedHashMap<>();
        pages.put("lvs.cf.5", file(catalogue));
        List<KeywordInfo> options = KeywordList.of(catalogue);
        catalogue.checks().forEach(check -> pages.put("arapaima-check-" + check.name() + ".7", check(check,
                options.stream().filter(info -> info.check().equals(check.name())).toList())));
        return pages;
    }

    private static ManPage file(CheckCatalogue catalogue) {
        var page = new ManPage("lvs.cf", 5, "what a director serves, to whom, and how it checks");
        page.heading("SYNOPSIS").paragraph("/etc/sysconfig/ha/lvs.cf, or /etc/arapaima/lvs.cf").heading("DESCRIPTION")
                .paragraph(
                        "One keyword a line, `name = value`; blocks `virtual NAME {`, `failover NAME {` and, inside, "
                                + "`server NAME {`, each closed by `}` on a line of its own. A text with blanks stands in quotes. "
                                + "`lvsctl check FILE` says everything that is wrong with a file.");
        Map<List<Place>, List<KeywordInfo>> groups = KeywordList.of(new CheckCatalogue(List.of())).stream()
                .collect(Collectors.groupingBy(KeywordInfo::places, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((places, infos) -> {
            page.heading("KEYWORDS " + where(places));
            infos.forEach(info -> keyword(page, info));
        });
        page.heading("SEE ALSO").paragraph("`lvsctl`(1), `lvsctl-keywords`(1), `pulse`(8); of the checks: "
                + catalogue.checks().stream().map(check -> "`arapaima-check-" + check.name() + "`(7)")
                        .collect(Collectors.joining(", ")));
        return page;
    }

    private static String where(List<Place> places) {
        return places.contains(Place.TOP)
                ? "OUTSIDE OF BLOCKS"
                : "INSIDE " + places.stream().map(place -> place.name().toUpperCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private static void keyword(ManPage page, KeywordInfo info) {
        String words = info.en().byDefault();
        String byDefault = words.isEmpty() ? info.defaultValue().orElse("unset") : words;
        page.item(info.name() + " = " + info.example(), sentence(info.en().meaning()) + " Value: " + info.en().value()
                + "; default: " + byDefault + "; " + switch (info.origin()) {
                    case PIRANHA -> "Piranha's.";
                    case IGNORED -> "Piranha's, without effect.";
                    case NEW -> "new.";
                });
    }

    private static ManPage check(CheckDeclaration check, List<KeywordInfo> options) {
        var page = new ManPage("arapaima-check-" + check.name(), 7, check.sentence());
        page.heading("SYNOPSIS").paragraph("`check = " + check.name() + "` in a block of `lvs.cf`(5)")
                .heading("DESCRIPTION").paragraph(sentence(check.sentence()))
                .paragraph(check.routed() ? "It can ask through the virtual address (`check_path = vip`)." : "");
        if (!options.isEmpty()) {
            page.heading("KEYWORDS");
            options.forEach(info -> keyword(page, info));
        }
        if (!check.rules().isEmpty()) {
            page.heading("WHAT IS REFUSED");
            check.rules().stream().map(rule -> rule.option() + ": " + sentence(rule.sentence())).distinct()
                    .forEach(page::paragraph);
        }
        return page.heading("SEE ALSO").paragraph("`lvs.cf`(5), `lvsctl-probe`(1)");
    }

    private static String sentence(String words) {
        return words.isEmpty() || words.endsWith(".") ? words : words + ".";
    }
}
