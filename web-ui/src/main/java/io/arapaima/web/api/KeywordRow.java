package io.arapaima.web.api;

import io.arapaima.config.KeywordInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A keyword of lvs.cf, or an option of a check, in the contract's words.
 *
 * @param name as it stands in lvs.cf
 * @param places where it may stand
 * @param check whose option it is; empty = a keyword of lvs.cf itself
 * @param kind which field of a form it takes
 * @param unit of a number; empty without one
 * @param least least number
 * @param greatest greatest number
 * @param choices the legal words of a choice
 * @param defaultValue what counts where it is not written; empty = unset
 * @param example a good value
 * @param origin where it comes from
 * @param en what a person reads about it, in English
 * @param ja the same in Japanese
 */
record KeywordRow(String name, List<String> places, String check, String kind, String unit, OptionalLong least,
        OptionalLong greatest, List<String> choices, Optional<String> defaultValue, String example, String origin,
        Words en, Words ja) {
    /**
     * What a person reads about it.
     *
     * @param value what values look like
     * @param byDefault the default in words, where that is more than a value
     * @param meaning what it does
     */
    record Words(String value, String byDefault, String meaning) {
        static Words of(KeywordInfo.Words words) {
            return new Words(words.value(), words.byDefault(), words.meaning());
        }
    }

    static KeywordRow of(KeywordInfo info) {
        return new KeywordRow(info.name(), info.places().stream().map(CheckType::word).toList(), info.check(),
                CheckType.word(info.kind()), info.unit(), info.least(), info.greatest(), info.choices(),
                info.defaultValue(), info.example(), CheckType.word(info.origin()), Words.of(info.en()),
                Words.of(info.ja()));
    }
}
