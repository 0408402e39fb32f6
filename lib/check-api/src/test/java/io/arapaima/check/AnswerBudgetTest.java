package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswerBudgetTest {
    private static final int STEPS = 64;
    private static final Deadline OVER = Deadline.in(Duration.ZERO);

    private final AnswerBudget budget = new AnswerBudget(STEPS * AnswerBudget.STEP);

    private AnswerBudget.Account account(int server) {
        return budget.account(InetAddress.getLoopbackAddress(), server, OVER);
    }

    /** {@return how many steps a server gets that sends without end} */
    private static int most(AnswerBudget.Account account) {
        int steps = 0;
        try {
            account.hold(AnswerBudget.FREE);
            while (true) {
                account.hold(AnswerBudget.STEP);
                steps++;
            }
        } catch (UndecidedException e) {
            return steps;
        }
    }

    @Test
    void eachGreedyServerLeavesAsMuchAsItTakes() {
        assertThat(most(account(1))).isEqualTo(STEPS / 2);
        assertThat(most(account(2))).isEqualTo(STEPS / 4);
        assertThat(most(account(3))).isEqualTo(STEPS / 8);
        assertThat(most(account(1))).as("on another connection").isZero();
        assertThat(most(account(4))).isPositive();
    }

    @Test
    void ordinaryAnswersCostNothingAndWhatIsThrownAwayIsGivenBack() throws Exception {
        most(account(1));
        var skips = account(1);
        for (int i = 0; i < 10_000; i++) {
            skips.hold(AnswerBudget.FREE);
            skips.letGo(AnswerBudget.FREE);
        }
        for (int i = 0; i < 10_000; i++) {
            account(1).hold(AnswerBudget.FREE);
        }
    }

    @Test
    void whoHoldsMuchHasBroughtItUponItself() throws Exception {
        var greedy = account(1);
        most(greedy);
        assertThatThrownBy(() -> greedy.hold(AnswerBudget.STEP)).isInstanceOfSatisfying(UndecidedException.class,
                e -> assertThat(e.isByAnswer()).isTrue());
        for (int i = 2; i < 12; i++) {
            most(account(i));
        }
        assertThatThrownBy(() -> account(99).hold(AnswerBudget.FREE + 1)).isInstanceOfSatisfying(
                UndecidedException.class, e -> {
                    assertThat(e.isByAnswer()).isFalse();
                    assertThat(e).hasMessageContaining("let checks read less");
                });
    }

    @Test
    void aReadWaitsUntilOthersLetGo() throws Exception {
        var greedy = account(1);
        most(greedy);
        var waits = budget.account(InetAddress.getLoopbackAddress(), 1, Deadline.in(Duration.ofMinutes(2)));
        var done = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try {
                waits.hold(AnswerBudget.FREE + 1);
                done.complete(true);
            } catch (UndecidedException e) {
                done.completeExceptionally(e);
            }
        });
        assertThat(done).isNotDone();
        greedy.close();
        assertThat(done).succeedsWithin(Duration.ofMinutes(1));
        waits.close();
        assertThat(most(account(5))).as("all was given back").isEqualTo(STEPS / 2);
    }
}
