package io.arapaima.config;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a form needs to know about a value before it is typed.
 *
 * @param kind which field it takes
 * @param unit of a number; empty without one
 * @param least least number, in that unit
 * @param greatest greatest number, in that unit; empty where only the size of an int is the limit
 * @param choices the legal words; empty where there are none
 */
record FormField(KeywordInfo.Kind kind, String unit, OptionalLong least, OptionalLong greatest, List<String> choices) {
    static FormField of(KeywordInfo.Kind kind) {
        return new FormField(kind, "", OptionalLong.empty(), OptionalLong.empty(), List.of());
    }

    static FormField number(KeywordInfo.Kind kind, String unit, long least, OptionalLong greatest) {
        return new FormField(kind, unit, OptionalLong.of(least), greatest, List.of());
    }

    static FormField milliseconds(long least, OptionalLong greatest) {
        return new FormField(KeywordInfo.Kind.DURATION, "ms", OptionalLong.of(least), greatest, List.of());
    }

    static <E extends Enum<E> & Word> FormField choice(KeywordInfo.Kind kind, List<E> choices) {
        return new FormField(kind, "", OptionalLong.empty(), OptionalLong.empty(),
                choices.stream().map(Word::word).toList());
    }

    static FormField of(CheckOption option) {
        KeywordInfo.Kind kind = switch (option.type()) {
            case TEXT -> Secret.isKeyword(option.name()) ? KeywordInfo.Kind.SECRET : KeywordInfo.Kind.TEXT;
            case INTEGER -> KeywordInfo.Kind.NUMBER;
            case DURATION -> KeywordInfo.Kind.DURATION;
            case BOOLEAN -> KeywordInfo.Kind.SWITCH;
            case REGEX -> KeywordInfo.Kind.REGEX;
            case CHOICE -> KeywordInfo.Kind.CHOICE;
            case PATH -> KeywordInfo.Kind.PATH;
        };
        String unit = kind == KeywordInfo.Kind.DURATION ? "ms" : option.unit();
        return new FormField(kind, unit, option.min(), option.max(), option.choices());
    }
}
