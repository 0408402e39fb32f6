package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.ConfigDiff;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.Problem;
import io.arapaima.config.Severity;
import io.arapaima.daemon.JournalFormatter;
import io.arapaima.daemon.PrintableStream;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PluginCheck;
import io.arapaima.ipc.Subject;
import io.arapaima.ipc.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing foreign steers a terminal, forges a line or hides: every sink with every kind of character that could. */
class ForeignTextTest {
    /** By kind: C0, DEL, C1, line ends of all sorts, direction marks, zero-width, filler, variation selector, tag, lone half. */
    private static final Map<String, String> HOSTILE = Map.ofEntries(Map.entry("ESC", "\u001b[2J"),
            Map.entry("NUL", "\0"),
            Map.entry("BEL", "\u0007"), Map.entry("BS", "\b"), Map.entry("CR", "\r"), Map.entry("LF", "\n"),
            Map.entry("TAB", "\t"), Map.entry("DEL", "\u007f"), Map.entry("CSI", "\u009b2J"),
            Map.entry("NEL", "\u0085"), Map.entry("LS", "\u2028"), Map.entry("PS", "\u2029"),
            Map.entry("RLO", "\u202e"), Map.entry("LRI", "\u2066"), Map.entry("RLM", "\u200f"),
            Map.entry("ALM", "\u061c"), Map.entry("ZWSP", "\u200b"), Map.entry("ZWJ", "\u200d"),
            Map.entry("WJ", "\u2060"), Map.entry("BOM", "\ufeff"), Map.entry("SHY", "\u00ad"),
            Map.entry("FILLER", "\u3164"), Map.entry("VS", "\ufe0f"), Map.entry("TAG", "\udb40\udc41"),
            Map.entry("HALF", "\ud800"), Map.entry("PRIVATE", "\ue000"));

    /** By name: foreign text in, what people see out. */
    private static final Map<String, UnaryOperator<String>> LINES = Map.ofEntries(
            Map.entry("passed", t -> new Passed(Duration.ZERO, t).text()),
            Map.entry("failed", t -> new Failed(Reason.CONTENT, t).text()),
            Map.entry("inconclusive", t -> new Inconclusive(t).cause()),
            Map.entry("error of a probe", t -> CheckResult.of(new IOException(t)).toString()),
            Map.entry("verdict", t -> new Verdict("c", Verdict.State.DOWN, t, Instant.EPOCH).why()),
            Map.entry("trouble",
                    t -> new Message.TroubleReported(t, new io.arapaima.ipc.reason.Reason.Said(t)).toString()),
            Map.entry("answer", t -> new Message.Answer(false, List.of(t)).lines().getFirst()),
            Map.entry("fault of a plugin", t -> new PluginCheck.Fault(t, t).toString()),
            Map.entry("event",
                    t -> new Event(1, Instant.EPOCH, Event.Kind.TROUBLE, new Subject.Component(t), t, t, t, t).line()),
            Map.entry("problem", t -> new Problem(1, Severity.ERROR, t).toString()),
            Map.entry("difference", t -> String.join("", ConfigDiff.between(named("web"), named("w" + printedIn(t))))),
            Map.entry("json", t -> Json.write(Map.of("name", t))),
            Map.entry("journal", ForeignTextTest::journal));

    /** A block's name ends at a blank, so that such characters cannot be in it. */
    private static String printedIn(String text) {
        return text.replaceAll("\\s", "_");
    }

    private static LvsConfig named(String name) {
        String text = "primary = 10.0.0.1\nvirtual " + name
                + " {\nactive = 1\naddress = 10.0.0.9 eth0:1\nserver s1 {\naddress = 10.0.0.11\nactive = 1\n}\n}\n";
        return LvsConfReader.read(text, CheckCatalogue.UNKNOWN, HostResolver.system()).config().orElseThrow();
    }

    private static String journal(String text) {
        var record = new LogRecord(java.util.logging.Level.INFO, text);
        record.setLoggerName("lvs");
        String line = new JournalFormatter().format(record);
        assertThat(line).endsWith(System.lineSeparator());
        return line.substring(0, line.length() - System.lineSeparator().length());
    }

    private static Stream<Arguments> everywhere() {
        return LINES.keySet().stream().sorted()
                .flatMap(sink -> HOSTILE.keySet().stream().sorted().map(kind -> Arguments.of(sink, kind)));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("everywhere")
    void whatIsForeignIsShownAsWhatItIs(String sink, String kind) {
        String shown = Objects.requireNonNull(LINES.get(sink)).apply("a" + HOSTILE.get(kind) + "z");
        assertThat(shown).contains("a", "z");
        assertThat(shown.codePoints().filter(ForeignTextTest::hostile).mapToObj(Integer::toHexString)).isEmpty();
    }

    private static boolean hostile(int codePoint) {
        return HOSTILE.values().stream().anyMatch(text -> text.codePointAt(0) == codePoint);
    }

    @Test
    void ordinaryWritingOfAllTonguesStays() {
        String text = "Überlauf 3 µs – 日本語, हिन्दी, العربية, עברית, 👍 ok \\ \"q\"";
        LINES.forEach((sink, shown) -> {
            if (!sink.equals("json") && !sink.equals("difference")) {
                assertThat(shown.apply(text)).as(sink).contains(text);
            }
        });
        assertThat((Object) Json.read(Json.write(Map.of("name", text)), Map.class)).isEqualTo(Map.of("name", text));
    }

    @Test
    void jsonGivesBackWhatWasWritten() {
        HOSTILE.forEach((kind, text) -> {
            if (!kind.equals("HALF")) {
                assertThat((Object) Json.read(Json.write(Map.of("n", text)), Map.class)).isEqualTo(Map.of("n", text));
            }
        });
    }

    /** What a check says is cut to the same characters, by dots. */
    @Test
    void whatACheckSaysHasTheSameCharacters() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = "a" + Character.toString(c) + "z";
            boolean kept = new Inconclusive(text).cause().equals(text);
            if (kept != io.arapaima.checkspec.PrintableText.isPrintable(c)) {
                throw new AssertionError("a check's text differs at U+" + Integer.toHexString(c));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTerminalGetsLinesOfPrintableText(String kind) {
        var bytes = new ByteArrayOutputStream();
        try (PrintStream out = PrintableStream.over(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            out.print("first\n\tã");
            for (byte b : ("x" + HOSTILE.get(kind) + "ü").getBytes(StandardCharsets.UTF_8)) {
                out.write(b); // as slowly as it may come
            }
            out.println("last");
        }
        String shown = bytes.toString(StandardCharsets.UTF_8);
        assertThat(shown).startsWith("first\n\tãx").endsWith("ülast" + System.lineSeparator());
        assertThat(shown.replaceAll("[\n\t]", "").codePoints().filter(ForeignTextTest::hostile)
                .mapToObj(Integer::toHexString)).isEmpty();
    }

    private static Stream<String> kinds() {
        return HOSTILE.keySet().stream().sorted();
    }
}
