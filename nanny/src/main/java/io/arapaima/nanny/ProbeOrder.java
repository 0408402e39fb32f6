package io.arapaima.nanny;

import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Target.Transport;
import io.arapaima.config.Nearest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One check to run by hand: {@code TYPE TARGET [OPTION=VALUE ...]}.
 *
 * @param check name of the check
 * @param host a name or an address
 * @param port 0 = none
 * @param transport what the service would balance
 * @param timeout of the whole check
 * @param connectTimeout of connecting
 * @param json whether the answer is one line of JSON
 * @param set what is set, as written
 */
record ProbeOrder(String check, String host, int port, Transport transport, Duration timeout, Duration connectTimeout,
        boolean json, Map<String, String> set) {
    /** Piranha's {@code timeout}. */
    private static final Duration DEFAULT = Duration.ofSeconds(6);
    private static final OptionSpec LIMIT = OptionSpec.of("limit", OptionSpec.Type.DURATION, "A time limit.")
            .between(10, 86_400_000, "");
    private static final Pattern TARGET = Pattern.compile("\\[([^]]+)](?::(\\d{1,5}))?|([^:\\[\\]]+)(?::(\\d{1,5}))?"
            + "|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.%\\w]*)");
    private static final int HIGHEST_PORT = 65_535;

    /** Reads the words behind {@code --probe}. */
    static ProbeOrder parse(List<String> words) throws CommandLine.UsageException {
        Deque<String> left = new ArrayDeque<>(words);
        Map<String, String> flags = new LinkedHashMap<>();
        List<String> plain = new ArrayList<>();
        boolean json = false;
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            switch (word) {
                case "--json" -> json = true;
                case "--timeout", "--connect-timeout", "--transport" -> {
                    if (left.isEmpty()) {
                        throw new CommandLine.UsageException(word + " needs a value after it");
                    }
                    flags.put(word, left.removeFirst());
                }
                default -> plain.add(word);
            }
        }
        if (plain.size() < 2) {
            throw new CommandLine.UsageException(
                    "a check and a target are needed, for example: http 192.0.2.1:80 path=/");
        }
        Matcher target = TARGET.matcher(plain.get(1));
        int port = target.matches() ? port(target) : -1;
        if (port < 0 || port > HIGHEST_PORT) {
            throw new CommandLine.UsageException("the target is " + plain.get(1)
                    + "; it must be HOST, HOST:PORT or [IPV6]:PORT with a port from 1 to " + HIGHEST_PORT);
        }
        Duration timeout = limit("--timeout", flags).orElse(DEFAULT);
        return new ProbeOrder(plain.getFirst(), first(target, 1, 3, 5), port, transport(flags.get("--transport")),
                timeout, limit("--connect-timeout", flags).orElse(timeout), json,
                settings(plain.subList(2, plain.size())));
    }

    private static int port(Matcher target) {
        String digits = first(target, 2, 4);
        return digits.isEmpty() ? 0 : Integer.parseInt(digits) == 0 ? -1 : Integer.parseInt(digits);
    }

    private static String first(Matcher target, int... groups) {
        for (int group : groups) {
            if (target.group(group) != null) {
                return target.group(group);
            }
        }
        return "";
    }

    private static Optional<Duration> limit(String flag, Map<String, String> flags) throws CommandLine.UsageException {
        Optional<String> value = Optional.ofNullable(flags.get(flag));
        Optional<String> problem = value.flatMap(LIMIT::problemWith);
        if (problem.isPresent()) {
            throw new CommandLine.UsageException(flag + ": " + problem.get());
        }
        return value.map(ProbeOrder::duration);
    }

    /** The way of lvs.cf, which options know how to read. */
    private static Duration duration(String text) {
        return Options.of(List.of(LIMIT), Map.of(LIMIT.name(), text)).duration(LIMIT.name());
    }

    private static Transport transport(@Nullable String word) throws CommandLine.UsageException {
        try {
            return word == null ? Transport.TCP : Transport.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.UsageException("--transport is " + word + "; it must be tcp, udp or sctp");
        }
    }

    private static Map<String, String> settings(List<String> words) throws CommandLine.UsageException {
        Map<String, String> set = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new CommandLine.UsageException(word + " is no option; write OPTION=VALUE");
            }
            if (set.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw new CommandLine.UsageException("option " + word.substring(0, equals) + " is set twice");
            }
        }
        return set;
    }

    /**
     * Compares what is set with what the check declares. An option is named as in lvs.cf ({@code http_path}) or, where no
     * other is meant by it, shorter ({@code path}).
     *
     * @return values by the declared names
     */
    Map<String, String> options(List<OptionSpec> declared) throws CommandLine.UsageException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> setting : set.entrySet()) {
            OptionSpec option = option(setting.getKey(), declared);
            Optional<String> problem = option.problemWith(setting.getValue());
            if (problem.isPresent()) {
                throw new CommandLine.UsageException(problem.get());
            }
            if (values.put(option.name(), setting.getValue()) != null) {
                throw new CommandLine.UsageException(
                        "option " + option.name() + " of check " + check + " is set twice");
            }
        }
        return values;
    }

    private OptionSpec option(String written, List<OptionSpec> declared) throws CommandLine.UsageException {
        String word = written.replace('_', '-');
        List<OptionSpec> meant = declared.stream()
                .filter(option -> word.equals(option.name()) || word.equals(check + "-" + option.name())).toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        List<String> names = (meant.isEmpty() ? declared : meant).stream().map(OptionSpec::name).toList();
        throw new CommandLine.UsageException(meant.isEmpty()
                ? "check " + check + " has no option " + written + "; " + hint(word, names)
                : written + " may mean each of the options " + String.join(", ", names) + "; write "
                        + (check + "-" + names.getFirst()).replace('-', '_'));
    }

    /** What may have been meant, or else everything there is. */
    static String hint(String word, Collection<String> names) {
        return Nearest.to(word, names).map(near -> "did you mean " + near + "?")
                .orElseGet(() -> names.isEmpty()
                        ? "there is none"
                        : (names.size() == 1 ? "there is only " : "there are ") + String.join(", ", names));
    }
}
