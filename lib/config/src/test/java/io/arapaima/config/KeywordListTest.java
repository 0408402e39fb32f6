package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What forms and manuals are told of each keyword, against the parser itself. */
class KeywordListTest {
    /** What the parser makes of nothing depends on another keyword; a default in words stands for it. */
    private static final CheckCatalogue NONE = new CheckCatalogue(List.of());

    static List<KeywordInfo> keywords() {
        return KeywordList.of(Samples.CATALOGUE);
    }

    static List<KeywordInfo> defaults() {
        return keywords().stream().filter(info -> info.defaultValue().isPresent()).toList();
    }

    @ParameterizedTest
    @MethodSource("keywords")
    void theExampleIsAGoodValueWhereverTheKeywordMayStand(KeywordInfo info) {
        for (KeywordInfo.Place place : info.places()) {
            assertThat(Samples.read(file(place, info, info.example())).errors())
                    .filteredOn(problem -> !problem.message().contains("sends nothing"))
                    .as(info.name() + " = " + info.example() + " in " + place).isEmpty();
        }
    }

    /** Written or not, the file means the same. */
    @ParameterizedTest
    @MethodSource("defaults")
    void theDefaultIsWhatTheParserUses(KeywordInfo info) {
        KeywordInfo.Place place = info.places().getFirst();
        String value = info.defaultValue().orElseThrow();
        LvsConfig without = Samples.config(file(place, info, ""));
        LvsConfig with = Samples.config(file(place, info, value.isEmpty() ? "\"\"" : value));
        assertThat(leaves(EffectiveValues.of(with), info.name())).as(info.name() + " = " + value)
                .isEqualTo(info.check().isEmpty()
                        ? leaves(EffectiveValues.of(without), info.name())
                        : leaves(EffectiveValues.of(with), info.name()));
        if (info.check().isEmpty()) {
            assertThat(EffectiveValues.of(with)).isEqualTo(EffectiveValues.of(without));
        }
    }

    /** Every value of a keyword, at any depth. */
    private static List<@Nullable Object> leaves(@Nullable Object tree, String keyword) {
        List<@Nullable Object> found = new ArrayList<>();
        switch (tree) {
            case Map<?, ?> map -> map.forEach((key, value) -> {
                if (keyword.equals(key)) {
                    found.add(value);
                }
                found.addAll(leaves(value, keyword));
            });
            case List<?> list -> list.forEach(value -> found.addAll(leaves(value, keyword)));
            case null, default -> {
                // a value
            }
        }
        return found;
    }

    @Test
    void everyKeywordOfTheParserIsListedAtItsPlaces() {
        Map<Level, List<KeywordInfo.Place>> places = Map.of(Level.TOP, List.of(KeywordInfo.Place.TOP), Level.BLOCK,
                List.of(KeywordInfo.Place.VIRTUAL, KeywordInfo.Place.FAILOVER), Level.SERVER,
                List.of(KeywordInfo.Place.SERVER));
        places.forEach((level, any) -> {
            for (Keyword<?> keyword : Keywords.of(level)) {
                if (keyword.origin() != Keyword.Origin.LEFTOVER) {
                    assertThat(KeywordList.of(NONE)).as(level + " " + keyword.name())
                            .anyMatch(info -> info.name().equals(keyword.name())
                                    && info.places().stream().anyMatch(any::contains));
                }
            }
        });
    }

    /** Append the Japanese to japanese.txt, behind the English it stands for. */
    @Test
    void everyKeywordIsToldInJapanese() {
        assertThat(KeywordList.of(NONE)).allSatisfy(info -> {
            assertThat(Japanese.of(info.en().meaning())).as(info.en().meaning()).isPresent();
            assertThat(Japanese.of(info.en().byDefault())).as(info.en().byDefault()).isPresent();
            assertThat(info.ja().value()).as(info.name()).isNotEqualTo(info.en().value())
                    .doesNotContain("at least", "whole", "one of", " to ");
            assertThat(info.ja().meaning()).as(info.name()).endsWith("。");
        });
    }

    @Test
    void aFieldKnowsItsLimits() {
        assertThat(named("keepalive")).satisfies(info -> {
            assertThat(info.kind()).isEqualTo(KeywordInfo.Kind.DURATION);
            assertThat(info.unit()).isEqualTo("ms");
            assertThat(info.least()).hasValue(10);
            assertThat(info.greatest()).isEmpty();
            assertThat(info.ja().value()).isEqualTo("整数の秒、または 100ms のようなミリ秒、10ms 以上");
        });
        assertThat(named("network").choices()).containsExactly("nat", "direct", "tunnel");
        assertThat(named("network").ja().value()).isEqualTo("nat、direct、tunnel のいずれか");
        assertThat(named("load_span").greatest()).hasValue(100);
        assertThat(named("load_span").ja().value()).isEqualTo("整数、1 から 100 まで");
        assertThat(named("smtp_password").kind()).isEqualTo(KeywordInfo.Kind.SECRET);
        assertThat(named("deadtime").defaultValue()).isEmpty();
        assertThat(named("deadtime").ja().byDefault()).startsWith("600ms");
        assertThat(named("http_expect_status")).satisfies(info -> {
            assertThat(info.check()).isEqualTo("http");
            assertThat(info.least()).hasValue(100);
            assertThat(info.en().value()).isEqualTo("a whole number, at least 100, at most 599");
            assertThat(info.ja().value()).isEqualTo("整数、100 以上、599 以下");
        });
        assertThat(named("http_patience").ja().value()).endsWith("、100ms 以上、60000ms 以下");
    }

    private static KeywordInfo named(String name) {
        return keywords().stream().filter(info -> info.name().equals(name)).findFirst().orElseThrow();
    }

    /** The keyword where it is meant: its block has what it needs. Empty = without it. */
    private static String file(KeywordInfo.Place place, KeywordInfo info, String value) {
        String line = value.isEmpty() ? "" : info.name() + " = " + value + "\n";
        String check = info.check().isEmpty() ? "" : "check = " + info.check() + "\n";
        String own = info.name().equals("address") && !value.isEmpty() ? "" : "address = 10.0.0.9 eth0:1\n";
        return switch (place) {
            case TOP -> "syncd_iface = eth0\n" + line;
            case VIRTUAL -> "virtual v {\n" + own + check + line + "}\n";
            case FAILOVER -> "failover v {\n" + own + check + line + "}\n";
            case SERVER -> "virtual v {\naddress = 10.0.0.9 eth0:1\nserver s {\n" + check + line + "}\n}\n";
        };
    }
}
