package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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

    @Test
    void aBadExpressionSaysWhere() {
        assertThatThrownBy(() -> AnswerPattern.posix("a(b")).isInstanceOf(UndecidedException.class)
                .hasMessage(
                        "the regular expression has a parenthesis that is not closed at character 2 of \"a(b\"; it must "
                                + "be a POSIX-extended one");
    }
}
