package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link SwapBenchmark}; a leak of one thing a swap is seen by it. */
class SwapTest {
    private static final int SWAPS = 30;
    /** What comes and goes: compiler threads, a probe that is under way, the look at that moment. */
    private static final int COMES_AND_GOES = 12;

    @TempDir
    Path temp = Path.of("");

    @Test
    void aSwapLeavesNothingBehindAndDisturbsNobody() throws Exception {
        SwapBenchmark.Outcome outcome = SwapBenchmark.run(temp, SWAPS, 50);
        SwapBenchmark.Holdings before = outcome.before();
        SwapBenchmark.Holdings after = outcome.after();
        assertThat(outcome.wronglyDown()).isZero();
        assertThat(after.loaders()).as("class loaders: the two plugins in use").isEqualTo(2);
        assertThat(after.copies()).as("private copies: of the two, and of the version before")
                .isEqualTo(3);
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + COMES_AND_GOES);
        assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + COMES_AND_GOES);
    }
}
