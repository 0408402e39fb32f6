package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/piranha.md has what is cited of it, and what it has is cited. */
class PiranhaDecisionsTest {
    private static final Path ROOT = Path.of("..");
    private static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git");
    private static final Pattern READ = Pattern.compile(".*\\.(java|md|sh|cf|xml)|arapaima");
    private static final Pattern NEXT_LINE = Pattern.compile("\\s*\n\\s*(\\*|//|#)?\\s*");
    private static final Pattern CITED = Pattern
            .compile("docs/piranha\\.md, [A-Z]\\d+((, | and )[A-Z]\\d+)*|piranha\\.md#[a-z]\\d+");
    private static final Pattern NUMBER = Pattern.compile("\\b[A-Za-z]\\d+\\b");
    private static final Pattern WITHOUT_PAGE = Pattern.compile("(?i)decisions? [A-Z]\\d+|\\([CFGLNP]\\d+\\)");

    /** From what is cited, or from what looks so and names no page, to a file that does. */
    private static Map<String, Path> citations() throws IOException {
        var found = new TreeMap<String, Path>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (READ.matcher(String.valueOf(file.getFileName())).matches()) {
                    cite(NEXT_LINE.matcher(Files.readString(file)).replaceAll(" "), file, found);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void cite(String text, Path file, Map<String, Path> found) {
        CITED.matcher(text).results().flatMap(cited -> NUMBER.matcher(cited.group()).results())
                .forEach(number -> found.put(number.group().toUpperCase(Locale.ROOT), file));
        WITHOUT_PAGE.matcher(text).results().forEach(bare -> found.put(bare.group(), file));
    }

    private static Set<String> sections() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/piranha.md")).stream().filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyCitedDecisionHasItsSectionAndEverySectionIsCited() throws IOException {
        var cited = citations();
        assertThat(cited.keySet()).as(cited::toString).containsExactlyElementsOf(sections());
    }
}
