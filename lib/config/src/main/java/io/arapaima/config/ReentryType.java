package io.arapaima.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Whole seconds, of which 0 means 180: Piranha's nanny has it so.
 *
 * @param seconds the rule for the number
 */
record ReentryType(SecondsType seconds) implements ValueType<Duration> {
    static final Duration WHEN_ZERO = Duration.ofMinutes(3);

    @Override
    public Optional<Duration> parse(Argument argument) throws BadValue {
        Optional<Duration> written = seconds.parse(argument);
        if (written.filter(Duration::isZero).isEmpty()) {
            return written;
        }
        argument.warn(argument.keyword() + " is 0, which means 180 seconds as with Piranha; write 1 for at once");
        return Optional.of(WHEN_ZERO);
    }

    @Override
    public String format(Duration value) {
        return seconds.format(value);
    }

    @Override
    public Object json(Duration value) {
        return seconds.json(value);
    }

    @Override
    public String kind() {
        return seconds.kind();
    }

    @Override
    public String example() {
        return seconds.example();
    }

    @Override
    public String range() {
        return ", 0 meaning 180";
    }

    @Override
    public FormField field() {
        return seconds.field();
    }
}
