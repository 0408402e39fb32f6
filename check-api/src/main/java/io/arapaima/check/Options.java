package io.arapaima.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** The options of one probe, defaults filled in. Immutable. */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Fills in the defaults.
     *
     * @param specs the declarations
     * @param set what lvs.cf sets, by option name; must have been validated
     * @return the options
     */
    public static Options of(List<OptionSpec> specs, Map<String, String> set) {
        Map<String, String> all = new TreeMap<>();
        specs.forEach(spec -> spec.defaultValue().ifPresent(value -> all.put(spec.name(), value)));
        all.putAll(set);
        return new Options(Map.copyOf(all));
    }

    /**
     * Looks an option up.
     *
     * @param name its name
     * @return the value, or empty when it is unset and has no default
     */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * An option that is set or has a default.
     *
     * @param name its name
     * @return the value
     * @throws NoSuchElementException if it has none
     */
    public String text(String name) {
        return find(name).orElseThrow(() -> new NoSuchElementException("option " + name + " is not set"));
    }

    /**
     * A whole number that is set or has a default.
     *
     * @param name its name
     * @return the number
     * @throws IllegalArgumentException if it is none
     */
    public int integer(String name) {
        return Integer.parseInt(text(name));
    }

    /**
     * A switch.
     *
     * @param name its name
     * @return true for 1
     */
    public boolean isSet(String name) {
        return find(name).filter("1"::equals).isPresent();
    }

    /**
     * A duration that is set or has a default: seconds with a fraction, or milliseconds with {@code ms}.
     *
     * @param name its name
     * @return the duration
     * @throws IllegalArgumentException if it is none
     */
    public Duration duration(String name) {
        return OptionSpec.parseDuration(text(name));
    }
}
