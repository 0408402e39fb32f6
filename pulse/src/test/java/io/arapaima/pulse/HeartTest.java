package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartTest {
    private final BlockingQueue<Effect> effects = new LinkedBlockingQueue<>();
    private final Rules rules = ElectionTranscriptTest.rules("pair", List.of("slow")).getFirst();
    private final Heart heart = new Heart(Standing.start(rules, 7, false, System.nanoTime()), effects::add);

    private static Beat beat(long sequence) {
        return new Beat(1, 8, sequence, true, Grade.FIT, false, false, false, false, false, 3, 0, 18_000, 0, 0,
                io.arapaima.ipc.Edition.UNKNOWN);
    }

    @Test
    void theSameBeatOverAnotherPathWaitsForSomethingElseAndThenProvesThatPath() throws InterruptedException {
        Thread beating = Thread.ofPlatform().daemon().start(heart);
        heart.give(new Input.Heard("public", beat(1)));
        heart.give(new Input.Heard("private", beat(1)));
        heart.give(new Input.Heard("public", beat(2)));
        await(2);
        TimeUnit.MILLISECONDS.sleep(200); // what follows from that is done
        long stepped = heart.standing().steppedAt();
        long before = path("private");
        heart.give(new Input.Heard("private", beat(2)));
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(heart.standing().steppedAt()).as("nobody is woken").isEqualTo(stepped);
        assertThat(path("private")).isEqualTo(before);
        heart.give(new Input.Heard("public", beat(3)));
        await(3);
        assertThat(path("private")).isEqualTo(path("public")).isGreaterThan(before);
        heart.give(new Input.Stop());
        beating.join();
    }

    private long path(String name) {
        return peer().paths().getOrDefault(name, 0L);
    }

    private Peer peer() {
        return java.util.Objects.requireNonNull(heart.standing().peers().get(1));
    }

    private void await(long sequence) throws InterruptedException {
        for (int i = 0; i < 3000 && (heart.standing().peers().isEmpty() || peer().beat().sequence() < sequence); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(peer().beat().sequence()).isEqualTo(sequence);
    }
}
