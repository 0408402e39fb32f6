package io.arapaima.config;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code IP DEV[:LABEL]}, always two values.
 *
 * @param deviceKey the keyword under which the JSON view shows the device
 * @param example a good value
 */
record FloatingType(String deviceKey, String example) implements ValueType<FloatingAddress> {
    @Override
    public int fewest() {
        return 2;
    }

    @Override
    public int most() {
        return 2;
    }

    @Override
    public Optional<FloatingAddress> parse(Argument argument) throws BadValue {
        String device = argument.tokens().get(1).text();
        return Optional.of(new FloatingAddress(HostType.host(argument), Optional.of(device)));
    }

    @Override
    public String format(FloatingAddress value) {
        return Literals.text(value.address())
                + value.device().map(device -> " " + TextType.quoteIfNeeded(device)).orElse("");
    }

    @Override
    public void show(String keyword, Optional<FloatingAddress> value, Map<String, @Nullable Object> into) {
        into.put(keyword, value.map(floating -> Literals.text(floating.address())).orElse(null));
        into.put(deviceKey, value.flatMap(FloatingAddress::device).orElse(null));
    }

    @Override
    public String kind() {
        return "an address and an interface";
    }

    @Override
    public FormField field() {
        return FormField.of(KeywordInfo.Kind.FLOATING_ADDRESS);
    }
}
