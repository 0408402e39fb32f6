package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AnswerPatternTest {
    private static final String ENDLESS = "(a*)*(a*)*(a*)*b\\1";
    private static final String BAIT = "a".repeat(100);

    @Test
    void findsWhatIsAnywhereInTheAnswer() throws Exception {
        Deadline deadline = Deadline.in(Duration.ofSeconds(20));
        assertThat(AnswerPattern.posix("2[0-9]{2}.*OK$").foundIn("HTTP/1.0 200\r\nOK", deadline)).isTrue();
        assertThat(AnswerPattern.posix("2[0-9]{2}.*OK$").foundIn("HTTP/1.0 200\r\nOK\n", deadline)).isFalse();
        assertThat(AnswerPattern.of(Pattern.compile("(?i)ok")).foundIn("is OK", deadline)).isTrue();
    }

    @Test
    void anExpressionThatBacktracksForEverEndsAtTheDeadline() throws Exception {
        assertThatThrownBy(() -> AnswerPattern.posix(ENDLESS).foundIn(BAIT, Deadline.in(Duration.ofSeconds(1))))
                .isInstanceOf(UndecidedException.class).hasMessageContaining("by the deadline");
    }

    @Test
    void anAnswerThatComesWithTheDeadlineIsTheServersDelayAndNoFaultOfTheExpression() throws Exception {
        assertThatThrownBy(() -> AnswerPattern.posix(ENDLESS).foundIn(BAIT, Deadline.in(Duration.ZERO)))
                .isInstanceOf(SocketTimeoutException.class).hasMessageContaining("too late to be searched");
    }

    @Test
    void anInterruptEndsItToo() throws Exception {
        var pattern = AnswerPattern.posix(ENDLESS);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pattern.foundIn(BAIT, Deadline.in(Duration.ofSeconds(20))))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anExpressionTooDeepForTheStackIsNoDefectOfTheCheck() throws Exception {
        assertThatThrownBy(() -> AnswerPattern.posix("^(a|b)*c").foundIn("ab".repeat(100_000),
                Deadline.in(Duration.ofSeconds(20)))).isInstanceOf(UndecidedException.class)
                .hasMessageContaining("nests too deep");
    }

    /** It never looks at the text between two rounds, so no deadline reaches it. */
    @Test
    @Timeout(120)
    void anExpressionThatRepeatsNothingForEverIsRefused() throws Exception {
        Deadline deadline = Deadline.in(Duration.ofSeconds(1));
        for (String spins : List.of("((){99999}){99999}x", "(((a?){999}){999}){999}x",
                "(?:\\b{9999}[\\]({9}]){9999}")) {
            assertThatThrownBy(() -> AnswerPattern.of(Pattern.compile(spins)).foundIn("a b", deadline)).as(spins)
                    .isInstanceOf(UndecidedException.class).hasMessageContaining("write smaller numbers");
        }
        for (String ordinary : List.of("([0-9]{1,3}\\.){3}[0-9]{1,3}", "x{1,65535}", "\\p{Alpha}{3}[(){99]{999}",
                "\\Q((){99999}){99999}\\E")) {
            assertThat(AnswerPattern.of(Pattern.compile(ordinary)).foundIn("-", Deadline.in(Duration.ofSeconds(60))))
                    .as(ordinary).isFalse();
        }
    }

    @Test
    void aBadExpressionSaysWhere() {
        assertThatThrownBy(() -> AnswerPattern.posix("a(b")).isInstanceOf(UndecidedException.class)
                .hasMessage(
                        "the regular expression has a parenthesis that is not closed at character 2 of \"a(b\"; it must "
                                + "be a POSIX-extended one");
    }
}
