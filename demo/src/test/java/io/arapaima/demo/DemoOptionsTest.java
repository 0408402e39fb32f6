package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the demo makes of its expectations, without a director. */
class DemoOptionsTest {
    @Test
    void theStepThatDidNotHoldIsNamedAndNoOtherIsTaken() throws Exception {
        List<String> taken = new ArrayList<>();
        List<Walk.Step> steps = List.of(step("first", taken, true), step("second", taken, false),
                step("third", taken, true));
        assertThat(Main.walk(steps, false)).contains("second");
        assertThat(taken).containsExactly("first", "second");
        assertThat(Main.walk(steps.subList(0, 1), true)).isEmpty();
    }

    private static Walk.Step step(String name, List<String> taken, boolean holds) {
        return new Walk.Step(name, () -> {
            taken.add(name);
            Failure.unless(holds, "that it holds");
            return "it held";
        });
    }
}
