package io.arapaima.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Whole seconds, as Piranha has them, or milliseconds ({@code 100ms}).
 *
 * @param seconds the rule for whole seconds
 * @param leastMillis the least number of milliseconds
 */
record BeatTimeType(NumberType seconds, long leastMillis) implements ValueType<Duration> {
    private static final Pattern MILLIS = Pattern.compile("([0-9]{1,9})ms");

    static BeatTimeType from(long leastSeconds, long leastMillis, String example) {
        return new BeatTimeType(new NumberType(leastSeconds, NumberType.INT, "seconds", example), leastMillis);
    }

    @Override
    public Optional<Duration> parse(Argument argument) throws BadValue {
        var millis = MILLIS.matcher(argument.first());
        if (!millis.matches()) {
            return Optional.of(Duration.ofSeconds(seconds.number(argument)));
        }
        long number = Long.parseLong(millis.group(1));
        if (number < leastMillis) {
            throw argument.bad(Complaint.ARGUMENT, "the least value is " + leastMillis + "ms",
                    "最小値は " + leastMillis + "ms です");
        }
        return Optional.of(Duration.ofMillis(number));
    }

    @Override
    public String format(Duration value) {
        return write(value);
    }

    /** Whole seconds where they are, else milliseconds. */
    static String write(Duration value) {
        return value.toNanosPart() == 0 ? Long.toString(value.toSeconds()) : value.toMillis() + "ms";
    }

    @Override
    public Object json(Duration value) {
        return DurationType.seconds(value);
    }

    @Override
    public String kind() {
        return "whole seconds, or milliseconds as 100ms";
    }

    @Override
    public String example() {
        return seconds.example();
    }

    @Override
    public String range() {
        return ", at least " + leastMillis + "ms";
    }

    @Override
    public FormField field() {
        return FormField.milliseconds(leastMillis, OptionalLong.empty());
    }
}
