package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ExamplesTest {
    /** The examples ask UDP servers in their own protocol. */
    private static final CheckCatalogue CATALOGUE = new CheckCatalogue(Stream
            .concat(Samples.CATALOGUE.checks().stream(),
                    Stream.of(new CheckDeclaration("dns", "Asks a name server.", true, List.of(text("name"))),
                            new CheckDeclaration("sip", "Asks a SIP server.", true, List.of(text("status")))))
            .toList());

    private static CheckOption text(String name) {
        return new CheckOption(name, OptionType.TEXT, "", Optional.empty(), OptionalLong.empty(), OptionalLong.empty(),
                List.of(), "For the tests.");
    }

    private static ReadResult read(String text) {
        return LvsConfReader.read(text, CATALOGUE, Samples.hosts());
    }

    private static LvsConfig config(String text) {
        ReadResult result = read(text);
        return result.config().orElseThrow(() -> new AssertionError(result.problems()));
    }

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
            ReadResult result = LvsConfReader.check(Files.readString(file), CATALOGUE, HostResolver.none());
            assertThat(result.problems()).isEmpty();
            assertThat(result.ok()).isTrue();
        }));
    }

    @TestFactory
    Stream<DynamicTest> anUnchangedExampleIsWrittenByteForByte() throws IOException {
        return examples().stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            String text = Files.readString(file);
            assertThat(LvsConfDocument.of(text).text()).isEqualTo(text);
            assertThat(read(text).document().text()).isEqualTo(text);
        }));
    }

    @TestFactory
    Stream<DynamicTest> theCanonicalFormOfAnExampleMeansTheSame() throws IOException {
        return examples().stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            LvsConfig config = config(Files.readString(file));
            String canonical = LvsConfWriter.write(config);
            assertThat(config(canonical)).isEqualTo(config);
            assertThat(LvsConfWriter.write(config(canonical))).isEqualTo(canonical);
        }));
    }
}
