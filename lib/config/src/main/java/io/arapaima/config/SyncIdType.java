package io.arapaima.config;

import java.util.Optional;

/**
 * A number of which the kernel keeps the low 8 bits (300 is 44), so that is what the model holds.
 *
 * @param number the rule for the number
 */
record SyncIdType(NumberType number) implements WholeNumberType {
    private static final long BITS = 0xFF;

    @Override
    public Optional<Long> parse(Argument argument) throws BadValue {
        long written = number.number(argument);
        if (written > BITS) {
            argument.warn(argument.keyword() + " is " + written + ", of which only the low 8 bits count: it means "
                    + (written & BITS) + "; write 0 to 255");
        }
        return Optional.of(written & BITS);
    }

    @Override
    public String kind() {
        return number.kind();
    }

    @Override
    public String range() {
        return number.range();
    }

    @Override
    public String example() {
        return number.example();
    }

    @Override
    public FormField field() {
        return number.field();
    }
}
