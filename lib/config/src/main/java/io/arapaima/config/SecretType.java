package io.arapaima.config;

import java.util.Optional;

/**
 * A text or {@code @file}.
 *
 * @param kind what it is, for messages and the manual
 * @param example a good value
 * @param masked whether it must never be shown
 */
record SecretType(String kind, String example, boolean masked) implements ValueType<Secret> {
    @Override
    public Optional<Secret> parse(Argument argument) {
        return Optional.of(new Secret(argument.first()));
    }

    @Override
    public String format(Secret value) {
        return TextType.quoteIfNeeded(value.source());
    }

    @Override
    public String mask(Secret value) {
        return masked ? Secret.MASK : value.source();
    }

    @Override
    public FormField field() {
        return FormField.of(masked ? KeywordInfo.Kind.SECRET : KeywordInfo.Kind.TEXT);
    }
}
