package io.arapaima.config;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How values of one kind are read, written and shown.
 *
 * @param <T> what the model holds
 */
interface ValueType<T> {
    /** Least number of values. */
    default int fewest() {
        return 1;
    }

    /** Greatest number of values. */
    default int most() {
        return 1;
    }

    /** Empty when the value means "not given". */
    Optional<T> parse(Argument argument) throws BadValue;

    /** As it stands in lvs.cf. */
    String format(T value);

    /** What values look like, for messages ("write ...") and the manual. */
    String kind();

    /** A good value, for messages. */
    String example();

    /** What a form shows for it. */
    default FormField field() {
        return FormField.of(KeywordInfo.Kind.TEXT);
    }

    /** The range, for the manual: ", 1 to 65535"; empty where only the size of an int is the limit. */
    default String range() {
        return "";
    }

    /** For people who must not see secrets. */
    default String mask(T value) {
        return format(value);
    }

    /** Puts the value under its keyword, or keywords, of the JSON view. */
    default void show(String keyword, Optional<T> value, Map<String, @Nullable Object> into) {
        into.put(keyword, value.map(this::json).orElse(null));
    }

    /** A text, a Long, a Double or a list. */
    default Object json(T value) {
        return mask(value);
    }
}
