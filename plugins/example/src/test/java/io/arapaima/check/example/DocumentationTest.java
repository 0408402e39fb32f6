package io.arapaima.check.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/writing-a-check.md shows is what is compiled here. */
class DocumentationTest {
    private static final Path PAGE = Path.of("../../docs/writing-a-check.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyPieceOfJavaInThePageIsCompiledHere() throws IOException {
        List<String> shown = JAVA.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
        String sources = sources();
        assertThat(shown).hasSizeGreaterThanOrEqualTo(2).allSatisfy(piece -> assertThat(sources).contains(piece));
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
