package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionSpecTest {
    @ParameterizedTest(name = "{0} \"{1}\": {2}")
    @CsvSource(quoteCharacter = '`', value = {"TEXT, anything, ", "PATH, /etc/key, ", "PATH, etc, an absolute path",
            "BOOLEAN, 1, ", "BOOLEAN, yes, 0 or 1", "INTEGER, -3, ", "INTEGER, 3.5, a whole number",
            "INTEGER, 3000000000, a whole number", "DURATION, 1.5, ", "DURATION, 200ms, ",
            "DURATION, 5m, seconds (1.5) or milliseconds (200ms)", "DURATION, Infinity, seconds (1.5)",
            "DURATION, NaN, seconds (1.5)", "REGEX, a.*b, ", "REGEX, a(b, a regular expression: Unclosed group"})
    void aValueIsRightOrTheProblemSaysWhatWouldBe(OptionSpec.Type type, String value, String problem) {
        var found = OptionSpec.of("it", type, "It.").problemWith(value);
        if (problem == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).get().asString().startsWith("option it is \"" + value + "\"; it must be " + problem);
        }
    }

    @Test
    void numbersAndDurationsKeepTheirRange() {
        var status = OptionSpec.of("status", OptionSpec.Type.INTEGER, "A status.").between(100, 599, "");
        assertThat(status.problemWith("100")).isEmpty();
        assertThat(status.problemWith("600")).contains("option status is \"600\"; it must be 100 to 599");
        var wait = OptionSpec.of("wait", OptionSpec.Type.DURATION, "A wait.").between(100, 5000, "ms");
        assertThat(wait.problemWith("0.1")).isEmpty();
        assertThat(wait.problemWith("6")).contains("option wait is \"6\"; it must be 100 to 5000 ms");
    }

    @Test
    void theFirstWordOfAChoiceIsItsDefault() {
        var method = OptionSpec.choice("method", "A method.", "GET", "HEAD");
        assertThat(Options.of(List.of(method), Map.of()).text("method")).isEqualTo("GET");
        assertThat(method.problemWith("POST")).contains("option method is \"POST\"; it must be one of [GET, HEAD]");
    }

    @Test
    void durationsAreSecondsOrMilliseconds() {
        var wait = OptionSpec.of("wait", OptionSpec.Type.DURATION, "A wait.");
        assertThat(Options.of(List.of(wait), Map.of("wait", "1.5")).duration("wait"))
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(Options.of(List.of(wait), Map.of("wait", "20ms")).duration("wait")).isEqualTo(Duration.ofMillis(20));
    }
}
