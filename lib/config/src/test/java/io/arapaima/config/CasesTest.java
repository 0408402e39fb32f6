package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Small files with what comes of them, in {@code src/test/resources/cases}: a title after {@code ==}, the text, a line
 * {@code --}, then the problems and the values that are not at their default. In a text {@code ␍} is a carriage return, and
 * {@code ␄} at the end means no final line end. {@code mvn -pl :config test -Dupdate=true} rewrites what is expected, to be
 * reviewed as a difference.
 */
class CasesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    /** Nearly every small text has no active block; one case of its own is about this warning. */
    private static final String NOTHING_TO_DO = "so there is nothing to do";

    private record Case(String title, String text, String expected) {
        String actual() {
            String input = text.replace("␍", "\r").replace("␄\n", "");
            CheckCatalogue catalogue = title.contains("(no catalogue)") ? CheckCatalogue.UNKNOWN : Samples.CATALOGUE;
            ReadResult result = title.contains("(check)")
                    ? LvsConfReader.check(input, catalogue, Samples.hosts())
                    : LvsConfReader.read(input, catalogue, Samples.hosts());
            StringBuilder shown = new StringBuilder();
            result.problems().stream().filter(problem -> !problem.message().contains(NOTHING_TO_DO))
                    .forEach(problem -> shown.append(problem).append('\n'));
            result.config().ifPresent(config -> differences(config)
                    .forEach((key, value) -> shown.append(key).append(" = ").append(value).append('\n')));
            return shown.toString();
        }
    }

    private static Map<String, String> differences(LvsConfig config) {
        Map<String, String> shown = new TreeMap<>();
        flatten("", EffectiveValues.of(config), shown);
        String defaults = """
                virtual v {
                address = 0.0.0.0 x
                server s {
                }
                }
                """;
        Map<String, String> plain = new TreeMap<>();
        flatten("", EffectiveValues.of(Samples.config(defaults)), plain);
        shown.entrySet().removeIf(entry -> entry.getValue().equals(
                plain.get(entry.getKey().replaceAll("(virtual|failover)\\[[^]]*]", "virtual[v]")
                        .replaceAll("server\\[[^]]*]", "server[s]"))));
        return shown;
    }

    private static void flatten(String prefix, Map<?, ?> values, Map<String, String> into) {
        values.forEach((key, value) -> {
            if (value instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Map) {
                Map<String, Integer> seen = new TreeMap<>();
                for (Object block : list) {
                    Map<?, ?> map = (Map<?, ?>) block;
                    String name = String.valueOf(map.get("name"));
                    int count = seen.merge(name, 1, Integer::sum);
                    flatten(prefix + key + "[" + name + (count > 1 ? " (" + count + ")" : "") + "].", map, into);
                }
            } else if (!"name".equals(key) && !List.of().equals(value)) {
                into.put(prefix + key, show(value));
            } else if ("name".equals(key)) {
                into.put(prefix.substring(0, prefix.length() - 1), "present");
            }
        });
    }

    private static String show(@Nullable Object value) {
        return value instanceof String ? '"' + value.toString() + '"' : String.valueOf(value);
    }

    private static List<Case> parse(String file) {
        List<Case> cases = new ArrayList<>();
        for (String part : Pattern.compile("\n== ").splitAsStream("\n" + file).toList()) {
            if (!part.isBlank()) {
                int title = part.indexOf('\n');
                String[] halves = part.substring(title + 1).split("(?m)^--$\n?", 2);
                String expected = halves.length < 2 ? "" : halves[1].strip();
                cases.add(new Case(part.substring(0, title), halves[0], expected));
            }
        }
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> everyCaseGivesTheProblemsAndValuesWrittenBehindIt() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                List<Case> cases = parse(Files.readString(file));
                if (Boolean.getBoolean("update")) {
                    rewrite(file, cases);
                    cases = parse(Files.readString(file));
                }
                cases.forEach(one -> tests.add(dynamicTest(file.getFileName() + ": " + one.title(),
                        () -> assertThat(one.actual().strip()).isEqualTo(one.expected()))));
            }
        }
        assertThat(tests).hasSizeGreaterThan(150);
        return tests.stream();
    }

    private static void rewrite(Path file, List<Case> cases) throws IOException {
        StringBuilder text = new StringBuilder();
        cases.forEach(one -> text.append("== ").append(one.title()).append('\n').append(one.text()).append("--\n")
                .append(one.actual()).append('\n'));
        Files.writeString(file, text.toString().stripTrailing() + "\n");
    }
}
