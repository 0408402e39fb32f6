package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ExamplesTest {
    private static List<Path> examples() throws IOException {
        List<Path> all = new ArrayList<>(List.of(Path.of("../../etc/lvs.cf"),
                Path.of("src/test/resources/crlf-without-final-line-end.cf")));
        try (Stream<Path> files = Files.list(Path.of("../../etc/examples"))) {
            files.filter(file -> file.toString().endsWith(".cf")).sorted().forEach(all::add);
        }
        assertThat(all).hasSizeGreaterThan(5);
        return all;
    }

    @TestFactory
    Stream<DynamicTest> everyExampleHasNoProblem() throws IOException {
        return examples().stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            ReadResult result = LvsConfReader.check(Files.readString(file), Samples.CATALOGUE, HostResolver.none());
            assertThat(result.problems()).isEmpty();
            assertThat(result.ok()).isTrue();
        }));
    }

    @TestFactory
    Stream<DynamicTest> anUnchangedExampleIsWrittenByteForByte() throws IOException {
        return examples().stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            String text = Files.readString(file);
            assertThat(LvsConfDocument.of(text).text()).isEqualTo(text);
            assertThat(Samples.read(text).document().text()).isEqualTo(text);
        }));
    }

    @TestFactory
    Stream<DynamicTest> theCanonicalFormOfAnExampleMeansTheSame() throws IOException {
        return examples().stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            LvsConfig config = Samples.config(Files.readString(file));
            String canonical = LvsConfWriter.write(config);
            assertThat(Samples.config(canonical)).isEqualTo(config);
            assertThat(LvsConfWriter.write(Samples.config(canonical))).isEqualTo(canonical);
        }));
    }
}
