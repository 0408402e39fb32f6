package io.arapaima.config;

import java.util.Optional;
import java.util.OptionalLong;

/** A number that must be 0 or 1. */
record BooleanType() implements ValueType<Boolean> {
    @Override
    public Optional<Boolean> parse(Argument argument) throws BadValue {
        OptionalLong number = Literals.number(argument.first());
        if (number.isEmpty()) {
            throw argument.bad(Complaint.INTEGER);
        }
        if (number.getAsLong() < 0 || number.getAsLong() > 1) {
            throw argument.bad(Complaint.BOOLEAN);
        }
        return Optional.of(number.getAsLong() == 1);
    }

    @Override
    public String format(Boolean value) {
        return value ? "1" : "0";
    }

    @Override
    public Object json(Boolean value) {
        return value ? 1L : 0L;
    }

    @Override
    public String kind() {
        return "0 or 1";
    }

    @Override
    public String example() {
        return "1";
    }

    @Override
    public FormField field() {
        return FormField.of(KeywordInfo.Kind.SWITCH);
    }
}
