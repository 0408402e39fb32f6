package io.arapaima.check;

import io.arapaima.checkspec.NamedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** The options of one probe, defaults filled in. Immutable. */
public final class Options {
    /** No password is longer; a wrong path to something huge must not be read into memory. */
    private static final int MAX_SECRET_BYTES = 4096;

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
     * A password: the option's value, or the first line of the file that it names with {@code @}, so that lvs.cf can be
     * shown to people. The file is read anew at each call, at most 4096 bytes of it; {@link OptionText#bytes} makes its bytes of
     * the password again, whatever they are.
     *
     * @param name its name
     * @return the password, or empty when it is unset and has no default
     * @throws UndecidedException if the file cannot be read; the message names the file, never its contents
     */
    public Optional<String> secret(String name) throws UndecidedException {
        Optional<String> value = find(name);
        Optional<String> secret = value.isPresent() && value.get().startsWith("@")
                ? Optional.of(firstLine(value.get().substring(1)))
                : value;
        secret.ifPresent(Secrets::read);
        return secret;
    }

    private static String firstLine(String file) throws UndecidedException {
        try (NamedFile named = OptionText.file(file); InputStream in = Files.newInputStream(named.path())) {
            String text = OptionText.encoding().text(in.readNBytes(MAX_SECRET_BYTES));
            return text.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UndecidedException("the password file " + file + " cannot be read (" + FailureWords.of(e)
                    + "); it must exist and be readable by the engine's user");
        }
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
