package io.arapaima.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often is too often. */
class ThrottleTest {
    private final AtomicLong now = new AtomicLong();
    private final Throttle throttle = new Throttle(3, Duration.ofSeconds(10), now::get);

    private void later(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void someMayComeTogetherAndThenOneAtATime() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.take("anna")).isEmpty();
        }
        assertThat(throttle.take("anna")).contains(Duration.ofSeconds(10));
        assertThat(throttle.take("ben")).as("somebody else").isEmpty();
        later(9);
        assertThat(throttle.take("anna")).contains(Duration.ofSeconds(1));
        later(1);
        assertThat(throttle.take("anna")).isEmpty();
        assertThat(throttle.take("anna")).isPresent();
        throttle.forgive("anna");
        assertThat(throttle.take("anna")).isEmpty();
    }

    @Test
    void whoWaitedLongHasNoMoreThanAtFirst() {
        later(100_000);
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.take("anna")).isEmpty();
        }
        assertThat(throttle.take("anna")).isPresent();
    }

    @Test
    void itsMemoryIsBoundedAndKeepsThoseThatAreThere() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.take("anna")).isEmpty();
        }
        for (int i = 0; i < 15_000; i++) {
            var _ = throttle.take("guest " + i);
            assertThat(throttle.take("anna")).isPresent();
        }
        assertThat(throttle.wait("guest 1")).isEmpty();
    }
}
