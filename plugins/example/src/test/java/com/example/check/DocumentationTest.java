package com.example.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Check;
import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/writing-a-check.md and docs/check-api.md show is what is compiled here, and the second leaves nothing out. */
class DocumentationTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString", "valueOf", "values",
            "close");

    @ParameterizedTest
    @CsvSource({"writing-a-check.md, 2", "check-api.md, 5"})
    void everyPieceOfJavaInThePageIsCompiledHere(String page, int least) throws IOException {
        List<String> shown = JAVA.matcher(Files.readString(DOCS.resolve(page))).results().map(found -> found.group(1))
                .map(DocumentationTest::unindented).toList();
        String sources = unindented(sources());
        assertThat(shown).hasSizeGreaterThanOrEqualTo(least)
                .allSatisfy(piece -> assertThat(sources).contains(piece));
    }

    @Test
    void theTutorialNamesTheFilesThatNewCheckMakes() throws IOException {
        assertThat(Files.readString(DOCS.resolve("writing-a-check.md"))).contains("new-check my-redis",
                "`src/main/java/com/example/check/myredis/MyRedisCheck.java`",
                "`src/test/java/com/example/check/myredis/MyRedisCheckContractTest.java`");
    }

    @ParameterizedTest
    @ValueSource(classes = {Check.class, OptionSpec.class, OptionSpec.Type.class, OptionRule.class, Options.class,
            CheckResult.class, CheckResult.Passed.class, CheckResult.Failed.class, CheckResult.Inconclusive.class,
            CheckResult.Notice.class, CheckResult.Reason.class, Metric.class, Target.class, Target.Transport.class,
            Deadline.class, CheckSocket.class, CheckDatagrams.class})
    void theListOfTheApiIsWhole(Class<?> type) throws IOException {
        String page = Files.readString(DOCS.resolve("check-api.md"));
        List<String> names = Stream.of(Stream.of(type.getSimpleName()), methods(type), constants(type)).flatMap(s -> s)
                .distinct().toList();
        assertThat(names).as("names of %s in docs/check-api.md", type.getSimpleName())
                .allSatisfy(name -> assertThat(page).containsPattern("`[^`\n]*\\b" + name + "\\b[^`\n]*`"));
    }

    private static Stream<String> methods(Class<?> type) {
        Set<String> components = type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.toSet())
                : Set.of();
        return Arrays.stream(type.getDeclaredMethods()).filter(each -> Modifier.isPublic(each.getModifiers()))
                .map(Method::getName).filter(name -> !OF_EVERY_OBJECT.contains(name) && !components.contains(name));
    }

    private static Stream<String> constants(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(each -> Modifier.isPublic(each.getModifiers()))
                .map(java.lang.reflect.Field::getName);
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(each -> each.toString().endsWith(".java")).map(DocumentationTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
