package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose time it is that passes in silence. */
class SilenceTest {
    private static final Duration RHYTHM = Duration.ofMillis(250);
    private long now = 1_000_000_000;
    private final Silence silence = new Silence(RHYTHM, now);

    private Duration after(Duration time) {
        now += time.toNanos();
        return silence.look(now);
    }

    private Duration afterLooks(int looks) {
        Duration last = Duration.ZERO;
        for (int i = 0; i < looks; i++) {
            last = after(RHYTHM);
        }
        return last;
    }

    @Test
    void aWordEndsIt() {
        assertThat(afterLooks(20)).isEqualTo(Duration.ofSeconds(5));
        silence.heard();
        assertThat(afterLooks(4)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aListenerThatWasStoppedCannotSayThatItWasSilent() {
        assertThat(afterLooks(4)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(Duration.ofHours(1))).as("stopped for an hour").isEqualTo(Duration.ofMillis(1500));
        silence.heard();
        assertThat(after(RHYTHM)).isEqualTo(RHYTHM);
    }

    @Test
    void aListenerThatIsLateOnABusyMachineCountsHalfOfItsTime() {
        Duration last = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            last = after(Duration.ofSeconds(1));
        }
        assertThat(last).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void nothingIsSilentWhileTheListenerIsAtWork() {
        afterLooks(8);
        silence.occupied(true);
        assertThat(afterLooks(100)).isZero();
        silence.occupied(false);
        assertThat(afterLooks(4)).isEqualTo(Duration.ofSeconds(1));
    }
}
