package io.arapaima.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckExpression;
import io.arapaima.config.CheckExpression.Part;
import io.arapaima.config.CheckExpression.Quorum;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.Verdict.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumsTest {
    /** Three checks; the states say since when: the first one since second 30, the second since 20, the third since 10. */
    private static Verdict judge(int needed, String states) {
        List<CheckExpression> members = List.of(new Part("0", 1), new Part("1", 1), new Part("2", 1));
        return Quorums.judge("id", new Quorum(needed, members), part -> {
            int at = Integer.parseInt(part.check());
            State state = switch (states.charAt(at)) {
                case 'u' -> State.UP;
                case 'd' -> State.DOWN;
                default -> State.UNKNOWN;
            };
            return new Verdict("part", state, "why", Instant.ofEpochSecond(30 - 10 * at));
        });
    }

    @ParameterizedTest
    @CsvSource({"3,uuu,UP", "3,uu?,UNKNOWN", "3,?d?,DOWN", "3,ddd,DOWN", "2,uu?,UP", "2,uud,UP", "2,u?d,UNKNOWN",
            "2,d?u,UNKNOWN", "2,d?d,DOWN", "2,???,UNKNOWN", "1,??u,UP", "1,dd?,UNKNOWN", "1,ddd,DOWN"})
    void whatIsNotKnownCountsNeitherWay(int needed, String states, State expected) {
        assertThat(judge(needed, states).state()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"3,uuu,30", "2,uuu,20", "1,uuu,10", "3,ddd,10", "2,ddd,20", "1,ddd,30", "2,udd,20", "2,dud,30",
            "2,u?d,0"})
    void aStateBeganWithTheCheckThatDecided(int needed, String states, long seconds) {
        assertThat(judge(needed, states).since()).isEqualTo(Instant.ofEpochSecond(seconds));
    }

    @Test
    void whyNamesWhatDoesNotPass() {
        assertThat(judge(2, "ud?").why()).isEqualTo("1 of 3 checks pass, 2 must; 1: why; 2: why");
        assertThat(judge(3, "uuu").why()).isEqualTo("3 of 3 checks pass, all must");
    }
}
