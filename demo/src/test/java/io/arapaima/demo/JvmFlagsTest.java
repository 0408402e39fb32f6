package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.testkit.JvmFlags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of etc/jvm, read by a JVM. */
class JvmFlagsTest {
    static Stream<String> programs() {
        return Stream.of("pulse", "lvs-manager", "nanny", "relay", "lvsctl", "web-ui", "demo");
    }

    private static String flags(String program) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JvmFlags.of(program));
        command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        return said.lines()
                .filter(line -> line.matches(" +\\w+ (MaxHeapSize|ExitOnOutOfMemoryError) .*|(?i).*warning: .*"))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyProgramHasABoundOfItsMemoryAndOnlyNannyLivesOnWithoutAny(String program) throws Exception {
        assertThat(flags(program)).doesNotContainIgnoringCase("warning: ")
                .containsPattern(" MaxHeapSize +=.*\\{command line}")
                .containsPattern(" ExitOnOutOfMemoryError += " + !program.equals("nanny") + " ");
    }

    @Test
    void everyProgramHasAFileAndEveryFileAProgram() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../etc/jvm"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(programs(), Stream.of("common")).toList());
        }
    }
}
