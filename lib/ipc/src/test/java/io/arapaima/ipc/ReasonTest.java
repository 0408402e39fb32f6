package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.WeightReason.Outcome;
import io.arapaima.ipc.WeightReason.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason, as it travels and as it is said. */
class ReasonTest {
    private static final Instant EVENING = Instant.parse("2026-11-30T16:00:00Z");

    static List<Map.Entry<Reason, String>> reasons() {
        return List.of(Map.entry(new Reason.Said("REFUSED"), "REFUSED"),
                Map.entry(new Reason.Failed("REFUSED", "Connection refused", 2), "connection refused, after 2 checks"),
                Map.entry(new Reason.Passes("connected"), "check up: connected"),
                Map.entry(new Reason.NoResultYet(), "no result yet"),
                Map.entry(new Reason.NotCheckedYet(), "not checked yet"),
                Map.entry(new Reason.NotJudged("no route"), "not judged: no route"),
                Map.entry(new Reason.ServesFromTheStart(new Reason.NotCheckedYet()), "in the table, not checked yet"),
                Map.entry(new Reason.Found(new Reason.NoResultYet()), "no result yet, as found in the table"),
                Map.entry(new Reason.WeightFound(), "as found in the table"),
                Map.entry(new Reason.SlowStart(), "slow start"), Map.entry(new Reason.Load(4), "load 4.0"),
                Map.entry(new Reason.LoadAgainstAll(1.234, 2), "load 1.23, all 2.00"),
                Map.entry(new Reason.LoadUnknown(), "load not known any more"),
                Map.entry(new Reason.Asks(new Share(50, false)), "the server asks for 50 %"),
                Map.entry(new Reason.Ordered(ServerState.QUIESCED, "anna", "kernel update",
                        Optional.of(EVENING)), "quiesced by anna: kernel update, until 2026-11-30T16:00:00Z"),
                Map.entry(new Reason.OrderEnded("taro"), "order taken back by taro"),
                Map.entry(new Reason.Flaps(3, Duration.ofMinutes(5), Duration.ofMinutes(1)),
                        "flaps: failed more than 3 times in 300 s, stays out until its checks have passed for 60 s"),
                Map.entry(new Reason.LetInThoughItFlaps(), "flaps, let in because too few others were left"),
                Map.entry(new Reason.KeptByFloor("50 %"), "kept because min_up = 50 %"),
                Map.entry(new Reason.QuorumMissing(1, 4, "2", 1),
                        "1 of 4 real servers could serve, quorum = 2, 1 out as planned"),
                Map.entry(new Reason.Both(new Reason.Said("REFUSED"), new Reason.KeptByFloor("1")),
                        "REFUSED; kept because min_up = 1"));
    }

    @Test
    void noneIsMissing() {
        assertThat(reasons().stream().map(e -> e.getKey().getClass().getSimpleName()).toList())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void itIsSaid(Map.Entry<Reason, String> reason) {
        assertThat(English.of(reason.getKey())).isEqualTo(reason.getValue());
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void itTravels(Map.Entry<Reason, String> reason) {
        var why = new WeightReason(12, List.of(new Step(reason.getKey(), Outcome.WEIGHT, 3)));
        String json = Json.write(why);
        String name = reason.getKey().getClass().getSimpleName();
        assertThat(json)
                .contains("{\"kind\":\"" + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + "\"");
        assertThat(Json.read(json, WeightReason.class)).isEqualTo(why);
    }

    /** Of a later build: what can be understood is. */
    @Test
    void oneThatIsNotKnownSaysNothing() {
        var why = Json.read("{\"configured\":1,\"steps\":[{\"reason\":{\"kind\":\"moon\",\"phase\":3},"
                + "\"outcome\":\"WEIGHT\",\"weight\":7}]}", WeightReason.class);
        assertThat(English.of(why)).isEqualTo("configured 1, : 7");
    }

    @Test
    void aFailureIsTakenApart() {
        assertThat(Verdict.failure("REFUSED: Connection refused, 2 of 2"))
                .isEqualTo(new Reason.Failed("REFUSED", "Connection refused", 2));
        assertThat(Verdict.failure("CONTENT, 1 of 1")).isEqualTo(new Reason.Failed("CONTENT", "", 1));
        assertThat(Verdict.failure("CONTENT: 3 of 4 parts, 1 of 1"))
                .isEqualTo(new Reason.Failed("CONTENT", "3 of 4 parts", 1));
        assertThat(Verdict.failure("1 of 2 checks pass, all must"))
                .isEqualTo(new Reason.Said("1 of 2 checks pass, all must"));
    }

    @Test
    void aFailureIsSaidInTheFieldsWords() {
        assertThat(English.of(new Reason.Failed("TIMEOUT", "no answer within 3 s", 1)))
                .isEqualTo("no answer within 3 s, after 1 check");
        assertThat(English.of(new Reason.Failed("CONTENT", "", 3)))
                .isEqualTo("not the expected answer, after 3 checks");
    }

    @Test
    void aWeightIsExplainedFromTheConfiguredOneOn() {
        assertThat(English.of(new WeightReason(12, List.of(new Step(new Reason.Load(4), Outcome.WEIGHT, 3),
                new Step(new Reason.Passes("connected"), Outcome.NOTHING, 0)))))
                .isEqualTo("configured 12, load 4.0: 3, check up: connected");
        assertThat(English.of(new WeightReason(1, List.of(new Step(new Reason.Said("REFUSED"),
                Outcome.KEEPS_CONNECTIONS, 0))))).isEqualTo("configured 1, REFUSED: 0, keeps its connections");
    }
}
