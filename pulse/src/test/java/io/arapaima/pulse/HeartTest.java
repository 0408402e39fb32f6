package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.pulse.election.Beat;
import io.arapaima.pulse.election.Effect;
import io.arapaima.pulse.election.ElectionTranscriptTest;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Peer;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.election.Standing;
import io.arapaima.testkit.Await;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartTest {
    private final BlockingQueue<Long> afterTheirDecision = new LinkedBlockingQueue<>();
    private final Rules rules = ElectionTranscriptTest.rules("pair", List.of("slow")).getFirst();
    private final Heart heart = new Heart(Standing.start(rules, 7, false, System.nanoTime()),
            this::done);

    private static Input.Heard heard(String path, long sequence, Grade grade) {
        return new Input.Heard(path,
                new Beat(1, 8, sequence, true, grade, false, false, false, false, false, 3, 0, 18_000,
                        0, 0, io.arapaima.config.Edition.UNKNOWN),
                System.nanoTime());
    }

    private void done(Effect effect, long decided) {
        afterTheirDecision.add(heart.standing().steppedAt() - decided);
    }

    @Test
    void aBeatThatSaysNothingNewWaitsForSomethingElseAndCountsFromItsArrival() throws Exception {
        Thread beating = Thread.ofPlatform().daemon().start(heart);
        heart.give(heard("public", 1, Grade.FIT));
        await(1);
        long stepped = settled();
        heart.give(heard("private", 1, Grade.FIT));
        Input.Heard second = heard("public", 2, Grade.FIT);
        heart.give(second);
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(heart.standing().steppedAt()).as("nobody is woken").isEqualTo(stepped);
        assertThat(peer().paths()).containsOnlyKeys("public");
        heart.give(new Input.Noticed("a subject", new Reason.Said("something else")));
        await(2);
        assertThat(peer().heardAt()).isEqualTo(second.at());
        assertThat(peer().paths()).containsEntry("public", second.at()).containsKey("private");
        heart.give(heard("public", 3, Grade.IMPAIRED));
        await(3);
        heart.give(new Input.Stop());
        beating.join();
        assertThat(afterTheirDecision).as("what the hub hears carries when the election was asked").containsOnly(0L);
    }

    /** When what follows from the first beat is done: the next one of its own is six seconds away. */
    private long settled() throws Exception {
        long stepped;
        do {
            stepped = heart.standing().steppedAt();
            TimeUnit.MILLISECONDS.sleep(200);
        } while (heart.standing().steppedAt() != stepped);
        return stepped;
    }

    private Peer peer() {
        return java.util.Objects.requireNonNull(heart.standing().peers().get(1));
    }

    private void await(long sequence) throws Exception {
        Await.until("beat " + sequence,
                () -> !heart.standing().peers().byRank().isEmpty() && peer().beat().sequence() >= sequence);
        assertThat(peer().beat().sequence()).isEqualTo(sequence);
    }
}
