package io.arapaima.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Whole seconds.
 *
 * @param number the rule for the number
 */
record SecondsType(NumberType number) implements ValueType<Duration> {
    static SecondsType from(long least, String example) {
        return new SecondsType(new NumberType(least, NumberType.INT, "seconds", example));
    }

    @Override
    public Optional<Duration> parse(Argument argument) throws BadValue {
        return Optional.of(Duration.ofSeconds(number.number(argument)));
    }

    @Override
    public String format(Duration value) {
        return Long.toString(value.toSeconds());
    }

    @Override
    public Object json(Duration value) {
        return value.toSeconds();
    }

    @Override
    public String kind() {
        return number.kind();
    }

    @Override
    public String example() {
        return number.example();
    }

    @Override
    public String range() {
        return number.range();
    }

    @Override
    public FormField field() {
        return number.field(KeywordInfo.Kind.DURATION);
    }
}
