package io.arapaima.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Japanese of what declarations say in English, found by the English itself: a sentence that changes has none until somebody writes it
 * anew. Pure.
 */
final class Japanese {
    private static final Map<String, String> SENTENCES = load();
    private static final Map<String, String> UNITS = Map.of("seconds", "秒", "s", "秒", "days", "日", "bytes", "バイト", "%",
            "%");
    /** A value, perhaps of another keyword, is the same in every language. */
    private static final Pattern VALUE = Pattern.compile("(= )?`[^`]*`|[0-9]*");
    private static final Pattern AT_LEAST = Pattern.compile(", at least (\\S+?)(?: ?ms)?(?=,|$)");
    private static final Pattern AT_MOST = Pattern.compile(", at most (\\S+?)(?: ?ms)?$");
    private static final Pattern BETWEEN = Pattern.compile(", (\\S+) to (\\S+)");

    private Japanese() {}

    private static Map<String, String> load() {
        try (InputStream file = Objects.requireNonNull(Japanese.class.getResourceAsStream("japanese.txt"))) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
            Map<String, String> sentences = HashMap.newHashMap(lines.size() / 2);
            for (int i = 0; i + 1 < lines.size(); i += 2) {
                sentences.put(lines.get(i), lines.get(i + 1));
            }
            return Map.copyOf(sentences);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where nobody has written it: a plugin of the site's own has English alone. */
    static Optional<String> of(String english) {
        return VALUE.matcher(english).matches() ? Optional.of(english) : Optional.ofNullable(SENTENCES.get(english));
    }

    /** What values look like, and their range. */
    static Optional<String> value(String kind, String range) {
        return kind(kind).map(words -> words + range(range));
    }

    private static Optional<String> kind(String kind) {
        if (kind.startsWith("one of ")) {
            return Optional.of(list(kind.substring("one of ".length())) + " のいずれか");
        }
        if (kind.startsWith("some of ")) {
            return Optional.of(list(kind.substring("some of ".length())) + " から1つ以上");
        }
        Optional<String> unit = kind.startsWith("whole ")
                ? Optional.ofNullable(UNITS.get(kind.substring("whole ".length())))
                : Optional.empty();
        return unit.map(u -> "整数(" + u + ")").or(() -> of(kind));
    }

    /** A unit of numbers; as it is where nobody has written it. */
    static String unit(String unit) {
        return UNITS.getOrDefault(unit, unit);
    }

    private static String list(String words) {
        return words.replace(", ", "、");
    }

    /** Milliseconds keep their unit. */
    private static String range(String range) {
        String text = range.replace(", 0 meaning 180", "、0 は 180 を意味する");
        text = AT_LEAST.matcher(text).replaceAll(m -> "、" + m.group(1) + milliseconds(m.group()) + " 以上");
        text = AT_MOST.matcher(text).replaceAll(m -> "、" + m.group(1) + milliseconds(m.group()) + " 以下");
        return BETWEEN.matcher(text).replaceAll("、$1 から $2 まで");
    }

    private static String milliseconds(String matched) {
        return matched.endsWith("ms") ? "ms" : "";
    }
}
