package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.daemon.ProgramOptions.ExitCode;
import io.arapaima.daemon.ProgramOptions.Given;
import io.arapaima.daemon.ProgramOptions.Option;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramOptionsTest {
    private static final ProgramOptions OPTIONS = new ProgramOptions("heron", "bird",
            "Stands in the water and waits. It is patient, and says nothing for hours, as long as no fish comes by.",
            List.of("[OPTION...]", "--probe TYPE TARGET..."),
            List.of(Option.value("--config", "FILE", "What it waits for.").or("-c"),
                    Option.value("--where", "ADDRESS", "May be given several times."),
                    Option.flag("--test-start", "Says what it would do, and does nothing.").or("-t", "--norun"),
                    Option.flag("--verbose", "Says more.").or("-v"),
                    Option.rest("--probe", "TYPE TARGET...", "Looks once.")),
            List.of(new ExitCode(0, "ended as told"), new ExitCode(2, "wrong usage")));

    private static Given read(String... words) {
        return OPTIONS.read(List.of(words));
    }

    @Test
    void everyFormOfAnOptionIsUnderstood() {
        for (List<String> words : List.of(List.of("--config", "a=b"), List.of("--config=a=b"), List.of("-c", "a=b"),
                List.of("-ca=b"), List.of("-c=a=b"))) {
            assertThat(OPTIONS.read(words).last("--config")).as("%s", words).contains("a=b");
        }
        assertThat(read("-tvc", "x").words()).containsExactly(new Given.Word("--test-start", ""),
                new Given.Word("--verbose", ""), new Given.Word("--config", "x"));
        assertThat(read("--norun").has("--test-start")).isTrue();
        assertThat(read().has("--test-start")).isFalse();
        assertThat(read("--where=a", "--where", "b").all("--where")).containsExactly("a", "b");
        assertThat(read("--where=a", "--where", "b").last("--where")).contains("b");
        assertThat(read("--where=").last("--where")).contains("");
        assertThat(read("-v", "--probe", "http", "--json", "-c")).isEqualTo(new Given(
                List.of(new Given.Word("--verbose", ""), new Given.Word("--probe", "")),
                List.of("http", "--json", "-c")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--nonsense    | bad argument --nonsense: unknown option",
            "-x            | bad argument -x: unknown option",
            "-vx           | bad argument -x: unknown option",
            "--            | bad argument --: unknown option",
            "--test-stat   | bad argument --test-stat: unknown option\\nPossible solutions: --test-start",
            "--confg=a     | bad argument --confg: unknown option\\nPossible solutions: --config",
            "--config      | bad argument --config: missing argument",
            "-c            | bad argument -c: missing argument",
            "-c -v         | bad argument -c: missing argument",
            "--verbose=yes | bad argument --verbose: it takes no value",
            "stray         | unexpected arguments",
            "-             | unexpected arguments"})
    void whatIsWrongIsSaidInPoptsWords(String words, String said) {
        assertThatThrownBy(() -> read(words.split(" ", -1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(said.replace("\\n", "\n"));
    }

    @Test
    void itIsExplainedAsLvsctlExplainsItself() {
        assertThat(OPTIONS.help()).isEqualTo("""
                Usage: heron [OPTION...]
                       heron --probe TYPE TARGET...
                Stands in the water and waits. It is patient, and says nothing for hours, as
                long as no fish comes by.
                  -c, --config=FILE           What it waits for.
                      --where=ADDRESS         May be given several times.
                  -t, --test-start, --norun   Says what it would do, and does nothing.
                  -v, --verbose               Says more.
                      --probe TYPE TARGET...  Looks once.
                  -h, -?, --help, --usage     Show this help and exit.
                  -V, --version               Show the version and exit.

                Exit codes:
                  0    ended as told
                  2    wrong usage""");
    }

    private static String printed(java.util.function.ToIntFunction<PrintStream> what, int code) {
        var out = new ByteArrayOutputStream();
        assertThat(what.applyAsInt(new PrintStream(out, true, StandardCharsets.UTF_8))).isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpVersionAndErrorsHaveTheirExitCodes() {
        assertThat(printed(out -> OPTIONS.answer(read("-v", "-?"), out).orElse(-1), 0)).startsWith("Usage: heron");
        assertThat(printed(out -> OPTIONS.answer(read("-V"), out).orElse(-1), 0)).startsWith("heron ")
                .endsWith(" (Arapaima)\n");
        assertThat(printed(out -> OPTIONS.answer(read("-v"), out).orElse(-1), -1)).isEmpty();
        assertThat(printed(err -> OPTIONS.refuse(new IllegalArgumentException("unexpected arguments"), err), 2))
                .startsWith("bird: unexpected arguments\nUsage: heron");
        assertThat(printed(err -> OPTIONS.refuse(new IllegalArgumentException("a\nPossible solutions: b"), err), 2))
                .isEqualTo("bird: a\nPossible solutions: b\n");
    }
}
