package io.arapaima.config;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A whole number as C reads it (decimal, {@code 0x} hex, leading-0 octal). Piranha took negatives and cut off high bits;
 * both are refused here, because no keyword means anything by them.
 *
 * @param least least value
 * @param greatest greatest value
 * @param unit its unit; empty without one
 * @param example a good value
 */
record NumberType(long least, long greatest, String unit, String example) implements WholeNumberType {
    static final long INT = Integer.MAX_VALUE;

    @Override
    public Optional<Long> parse(Argument argument) throws BadValue {
        return Optional.of(number(argument));
    }

    long number(Argument argument) throws BadValue {
        String text = argument.first();
        OptionalLong number = Literals.number(text);
        if (number.isEmpty()) {
            throw argument.bad(Complaint.INTEGER);
        }
        if (Literals.isOctal(text)) {
            argument.warn(argument.keyword() + " is " + Quote.of(text) + ", which a leading 0 makes octal: it means "
                    + number.getAsLong() + "; write it without the 0 if a decimal number was meant");
        }
        return inRange(argument, number.getAsLong());
    }

    long inRange(Argument argument, long number) throws BadValue {
        if (number < least) {
            throw argument.bad(Complaint.ARGUMENT, "the least value is " + words(least),
                    "最小値は " + japanese(least) + "です");
        }
        if (number > greatest) {
            throw argument.bad(Complaint.ARGUMENT, "the greatest value is " + words(greatest),
                    "最大値は " + japanese(greatest) + "です");
        }
        return number;
    }

    @Override
    public String range() {
        return greatest == INT ? ", at least " + least : ", " + least + " to " + greatest;
    }

    private String words(long value) {
        String one = value == 1 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
        return (value + " " + one).strip();
    }

    private String japanese(long value) {
        return value + " " + Japanese.unit(unit);
    }

    @Override
    public String kind() {
        return unit.isEmpty() ? "a whole number" : "whole " + unit;
    }

    @Override
    public FormField field() {
        return field(KeywordInfo.Kind.NUMBER);
    }

    FormField field(KeywordInfo.Kind kind) {
        return FormField.number(kind, unit, least,
                greatest == INT ? OptionalLong.empty() : OptionalLong.of(greatest));
    }
}
