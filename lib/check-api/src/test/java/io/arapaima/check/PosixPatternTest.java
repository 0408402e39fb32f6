package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosixPatternTest {
    private static final String[] PIECES = {"a", "b", ".", "*", "+", "?", "{2}", "{1,2}", "{,2}", "(", ")", "|", "[ab]",
            "[^a]", "[]a]", "[^]b]", "[a-c]", "[-a]", "[a\\]", "[[:digit:]b]", "[b&&a]", "\\.", "\\a", "\\w",
            "\\*",
            "\\<", "\\b", "1", "\n", "-"};
    private static final String[] LETTERS = {"a", "b", "c", "1", "\n", ".", "-", "\\", "]", "&", "*"};
    /** Generously more than sizeof(regex_t), which is 64 on Linux. */
    private static final int REGEX_T = 256;
    private static final int REG_EXTENDED = 1;

    private static boolean found(String posix, String text) {
        return PosixPattern.compile(posix).matcher(text).find();
    }

    @Test
    void aDotMatchesALineEndAndADollarOnlyTheEndOfTheData() {
        assertThat(found("a.b", "a\nb")).isTrue();
        assertThat(found("a$", "a\n")).isFalse();
        assertThat(found("^b", "a\nb")).isFalse();
        assertThat(found("200.*well$", "HTTP/1.1 200 OK\r\n\r\nall is well")).isTrue();
    }

    @Test
    void anOpeningBraceOfJsonIsOrdinary() {
        assertThat(found("{\"status\": *\"up\"}", "{\"status\":\"up\"}")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a(b", "[a", "a\\", "*a", "(?i)a", "a|*", "[[:nonsense:]]", "^*"})
    void whatCannotBeReadIsRefused(String posix) {
        assertThatThrownBy(() -> PosixPattern.compile(posix)).isInstanceOf(PatternSyntaxException.class);
    }

    /**
     * The C library is the meaning; ours must accept what it accepts, and find what it finds. Anchors stand at the ends
     * only: in the middle, glibc lets them match at line ends, against its own manual.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheCLibrary(long seed) throws Throwable {
        var random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < 3000; i++) {
            String posix = (random.nextInt(4) == 0 ? "^" : "") + some(PIECES, 1 + random.nextInt(7), random)
                    + (random.nextInt(4) == 0 ? "$" : "");
            String text = some(LETTERS, random.nextInt(6), random);
            int answer = regex(posix, text);
            if (answer >= 0) {
                Pattern pattern = PosixPattern.compile(posix);
                assertThat(pattern.matcher(text).find()).as("%s in %s, in Java %s", posix, text, pattern)
                        .isEqualTo(answer == 1);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static String some(String[] from, int count, Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(from[random.nextInt(from.length)]);
        }
        return text.toString();
    }

    /** {@return 1 for found, 0 for not, -1 for a bad expression} */
    private static int regex(String posix, String text) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            MemorySegment compiled = arena.allocate(REGEX_T, 8);
            if ((int) REGCOMP.invokeExact(compiled, arena.allocateFrom(posix), REG_EXTENDED) != 0) {
                return -1;
            }
            int answer = (int) REGEXEC.invokeExact(compiled, arena.allocateFrom(text), 0L, MemorySegment.NULL, 0);
            REGFREE.invokeExact(compiled);
            return answer == 0 ? 1 : 0;
        }
    }

    private static final MethodHandle REGCOMP = function("regcomp",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
    private static final MethodHandle REGEXEC = function("regexec", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT));
    private static final MethodHandle REGFREE = function("regfree", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    @SuppressWarnings("restricted") // The shapes above are those of regex.h.
    private static MethodHandle function(String name, FunctionDescriptor shape) {
        return Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name), shape);
    }
}
