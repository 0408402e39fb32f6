package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads mutated and made-up files. {@code mvn -pl :config test -Dtest=FuzzTest -Dfuzz.seconds=300} runs for five minutes;
 * {@code -Dfuzz.seed=N} repeats a run, whose seed and text a failure prints.
 */
class FuzzTest {
    private static final Duration SHORT = Duration.ofSeconds(3);
    /** A text of this size is read in about a millisecond; a thousand times that is a hang, not a busy machine. */
    private static final int MAX_TEXT = 20_000;
    private static final Duration HANG = Duration.ofSeconds(30);

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final TextMaker maker = new TextMaker(new Random(seed), corpus());
    private long texts;
    private long usable;

    @Test
    void noTextBreaksTheReaderTheDocumentOrTheWriter() {
        Duration time = Duration.ofSeconds(Long.getLong("fuzz.seconds", SHORT.toSeconds()));
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            String text = maker.next();
            if (text.length() <= MAX_TEXT) {
                examine(text);
            }
        }
        System.out.println("fuzz: seed " + seed + ", " + texts + " texts in " + time.toSeconds() + " s, of which "
                + usable + " were usable configurations");
        assertThat(usable).as("a fuzzer that makes only rubbish tests only the errors").isGreaterThan(texts / 100);
    }

    private void examine(String text) {
        texts++;
        try {
            long start = System.nanoTime();
            ReadResult result = LvsConfReader.check(text, Samples.CATALOGUE, Samples.hosts());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("time").isLessThan(HANG);
            judge(text, result);
            result.config().ifPresent(FuzzTest::judge);
            usable += result.config().isPresent() ? 1 : 0;
            judgeEdit(text);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new AssertionError("seed " + seed + ", text " + texts + ":\n" + text, e);
        }
    }

    private static void judge(String text, ReadResult result) {
        int lines = Line.split(text).size();
        assertThat(result.problems()).allSatisfy(problem -> {
            assertThat(problem.line()).isBetween(text.isEmpty() ? 0 : 1, Math.max(lines, text.isEmpty() ? 0 : 1));
            assertThat(problem.message()).isNotBlank().doesNotContain("\n", "\r");
        });
        assertThat(result.ok()).isEqualTo(result.errors().isEmpty());
        assertThat(result.document().text()).isEqualTo(text);
    }

    private static void judge(LvsConfig config) {
        LvsConfig again = Samples.config(LvsConfWriter.write(config));
        assertThat(ConfigDiff.between(config, again)).isEmpty();
        assertThat(again).isEqualTo(config);
    }

    /** Sets a keyword and takes it back: what was not there before is as it was. */
    private static void judgeEdit(String text) {
        LvsConfDocument edited = LvsConfDocument.of(text).with(BlockPath.top(), "syncd_iface", "dev7");
        assertThat(edited.text()).containsPattern("syncd_iface[ \t]+=[ \t]+([\"']?)dev7\\1");
        if (!text.contains("syncd_iface") && !text.isEmpty()) {
            assertThat(edited.without(BlockPath.top(), "syncd_iface").text().stripTrailing())
                    .isEqualTo(text.stripTrailing());
        }
    }

    private static List<String> corpus() {
        List<String> texts = new ArrayList<>();
        for (Path directory : List.of(Path.of("../../etc"), Path.of("../../etc/examples"),
                Path.of("src/test/resources"))) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(one -> one.toString().endsWith(".cf")).sorted().toList()) {
                    texts.add(Files.readString(file));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return texts;
    }
}
