package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.BadChecks.Bad;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract suite sees red: each of its cases is run against a check that breaks it. */
class BadChecksTest {
    /** Short, because most bad checks use all of it; long enough for a busy machine. */
    private static final Duration LIMIT = Duration.ofMillis(600);

    /** Its cases are called one by one. */
    static final class Contract extends CheckContract {
        private final Supplier<Terms> supplier;

        Contract(Supplier<Terms> supplier) {
            this.supplier = supplier;
        }

        @Override
        protected Terms terms() {
            return supplier.get();
        }
    }

    private static CheckContract contract(Supplier<Terms> terms) {
        return new Contract(terms);
    }

    private static Terms terms(Check check) {
        return terms(check, LIMIT);
    }

    private static Terms terms(Check check, Duration limit) {
        return Terms.tcp(check, Dialogue.greeting("220 mail.example.com ready\r\n")).limit(limit);
    }

    private static CheckContract contractOf(Bad check) {
        return contract(() -> terms(check));
    }

    /** @param message what it says, or several between bars, where the speed of the machine decides which */
    private static void assertRed(ThrowingCallable trial, String message) {
        assertThatThrownBy(trial).isInstanceOf(AssertionError.class).message()
                .containsAnyOf(message.split("\\|"));
    }

    static Stream<Arguments> badChecks() {
        return Stream.of(bad(BadChecks::neverPasses, Behaviour.ANSWERS, "must be passed, but is failed with"),
                bad(BadChecks::passesWhateverTheNetworkSays, Behaviour.REFUSES, "must be failed with [REFUSED]"),
                bad(BadChecks::ignoresTheDeadline, Behaviour.HANGS, "still ran 2 s after its time"),
                bad(BadChecks::addsASecond, Behaviour.HANGS,
                        "time against a server that accepts and says nothing"),
                bad(BadChecks::countsEachReadAnew, Behaviour.DRIPS, "still ran 2 s after its time"),
                bad(BadChecks::passesOnAnything, Behaviour.TALKS_GARBAGE, "must be failed with [PROTOCOL, CONTENT]"),
                bad(BadChecks::keepsTheFlood, Behaviour.FLOODS,
                        "no memory for more of the answer|bytes kept of the flood"),
                bad(BadChecks::takesTheEndForAnAnswer, Behaviour.CLOSES_EARLY, "must be failed with [CLOSED, RESET]"),
                bad(BadChecks::blamesTheDirector, Behaviour.RESETS, "must be failed with [RESET], but is inconclusive"),
                bad(BadChecks::leaksASocket, Behaviour.ANSWERS, "4 sockets"),
                bad(BadChecks::leaksAFile, Behaviour.ANSWERS, "4 files or pipes"),
                bad(BadChecks::leaksAThread, Behaviour.ANSWERS, "thread #"),
                bad(BadChecks::leaksAVirtualThread, Behaviour.ANSWERS, "leaked (virtual)"),
                bad(BadChecks::leaksAProgram, Behaviour.ANSWERS, "program "),
                bad(BadChecks::throwsARuntimeException, Behaviour.ANSWERS,
                        "threw java.lang.IllegalStateException: defect"),
                bad(BadChecks::claimsATimeBeforeTheFirstPacket, Behaviour.ANSWERS, "latency of a probe"));
    }

    private static Arguments bad(Bad check, Behaviour behaviour, String message) {
        return Arguments.of(check, behaviour, message);
    }

    @ParameterizedTest(name = "against a server that {1}: {2}")
    @MethodSource("badChecks")
    void theSuiteSeesWhatIsWrong(Bad check, Behaviour behaviour, String message) {
        assertRed(() -> contractOf(check).givesTheRightResultInTimeAgainstAServerThat(behaviour), message);
    }

    /** Half of the limit is too late: more than a busy machine is. */
    @Test
    void theSuiteSeesThatConnectingTakesTooLong() {
        assertRed(() -> contract(() -> terms((Bad) BadChecks::spendsAllOnConnecting, Duration.ofSeconds(2)))
                .givesTheRightResultInTimeAgainstAServerThat(Behaviour.BLACK_HOLE), "time against a server that drops");
    }

    @ParameterizedTest(name = "against a server that {0}")
    @EnumSource
    void theSuiteLetsAGoodCheckPass(Behaviour behaviour) {
        assertThatCode(() -> contractOf(BadChecks::good).givesTheRightResultInTimeAgainstAServerThat(behaviour))
                .doesNotThrowAnyException();
    }

    @Test
    void theSuiteSeesAnInterruptThatIsSwallowed() {
        assertRed(contractOf(BadChecks::swallowsTheInterrupt)::anInterruptEndsAProbeAtOnceAndIsNoVerdict,
                "still ran 2 s after its time");
    }

    @Test
    void theSuiteSeesAnInterruptThatBecomesAVerdict() {
        assertRed(contractOf(BadChecks::takesTheInterruptForAFailure)::anInterruptEndsAProbeAtOnceAndIsNoVerdict,
                "an interrupt is no evidence about the server");
    }

    @Test
    void theSuiteSeesThatAProbeCouldNotBeInterrupted() {
        assertRed(contract(() -> terms((Bad) BadChecks::good)
                .interruptedIn(Behaviour.REFUSES))::anInterruptEndsAProbeAtOnceAndIsNoVerdict, "ended by itself");
    }

    @Test
    void theSuiteSeesStateInAField() {
        assertRed(contractOf(new BadChecks.HasAField())::probesAtTheSameTimeDoNotMixUp, "last is not final");
    }

    @Test
    void theSuiteSeesStateByItsEffect() {
        assertRed(contractOf(new BadChecks.HidesAField())::probesAtTheSameTimeDoNotMixUp, "the result must be");
    }

    @Test
    void theSuiteSeesARoutedCheckThatGoesAnotherWay() {
        assertRed(contractOf((Bad & RoutedCheck) BadChecks::ignoresTheDeadline)::aRoutedCheckGoesNoOtherWay,
                "a check learns whose route leads nowhere");
        assertThatCode(contractOf((Bad & RoutedCheck) BadChecks::good)::aRoutedCheckGoesNoOtherWay)
                .doesNotThrowAnyException();
    }

    @Test
    void theSuiteSeesUnsightlyNamesAndOptions() {
        assertThat(CheckShape.problems(new BadChecks.Unsightly())).containsExactly(
                "check \"Bad_Check\" must be lower-case letters, digits and single dashes inside",
                "check Bad_Check says \"checks\", which is no sentence with capital and full stop",
                "option path is declared twice",
                "default: option status is \"20\"; it must be 100 to 599",
                "example: option limit is \"none\"; it must be a whole number",
                "option limit has a least value above its greatest",
                "default: option method is \"POST\"; it must be one of [GET]",
                "option kind is a choice without words");
        assertRed(contract(() -> terms(new BadChecks.Unsightly()))::nameAndOptionsAreSane, "Bad_Check");
    }

    @Test
    void theSuiteSeesAClassThatPf4jWouldNotFind() {
        assertRed(contract(() -> terms(new BadChecks.Unsightly()))::pf4jFindsTheCheck,
                "is not in META-INF/extensions.idx");
        assertRed(contract(() -> terms(new BadChecks.Unsightly()))::pf4jFindsTheCheck, "must be public");
        assertRed(contractOf(new BadChecks.HasAField())::pf4jFindsTheCheck, "has no @Extension");
    }

    @Test
    void noCaseIsLeftOutInSilence() {
        var none = contract(() -> Terms.of((Bad) BadChecks::good));
        assertRed(() -> none.givesTheRightResultInTimeAgainstAServerThat(Behaviour.RESETS),
                "neither try nor exclude a server that resets");
        assertRed(none::anInterruptEndsAProbeAtOnceAndIsNoVerdict, "but exclude such servers");
        var udp = contract(() -> Terms.udp((Bad) BadChecks::good, request -> request));
        assertThat(udp.againstAServerThat()).as("what cannot happen is not tried")
                .extracting(DynamicTest::getDisplayName)
                .contains("answers as it should").doesNotContain("resets the connection");
    }
}
