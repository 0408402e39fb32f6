package io.arapaima.config;

/** What all whole numbers have in common. */
interface WholeNumberType extends ValueType<Long> {
    @Override
    default String format(Long value) {
        return value.toString();
    }

    @Override
    default Object json(Long value) {
        return value;
    }
}
