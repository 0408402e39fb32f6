package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes whose threads die or hang. */
@Timeout(120)
class EssentialThreadTest {
    /** The processes: each does what its first word says, and would live for ever. */
    static final class Daemon {
        private Daemon() {}

        public static void main(String[] words) {
            switch (words[0]) {
                case "dies" -> EssentialThread.platform("director").start(() -> fail(words[0]));
                case "dies-virtual" -> EssentialThread.virtual("acceptor").start(() -> fail(words[0]));
                case "dies-in-executor" -> Executors.newSingleThreadExecutor()
                        .execute(EssentialThread.task(() -> fail(words[0])));
                case "hangs" -> EssentialThread.platform("director").start(() -> turns(3));
                case "comes-round" -> EssentialThread.platform("director").start(() -> turns(100_000)); // until main ends
                case "has-no-memory" -> EssentialThread.platform("director").start(() -> fill());
                default -> throw new AssertionError(words[0]);
            }
            LockSupport.parkNanos(Duration.ofSeconds(words[0].equals("comes-round") ? 8 : 100).toNanos());
            System.out.println("still here");
            Runtime.getRuntime().halt(0);
        }

        private static void fail(String why) {
            throw new IllegalStateException(why);
        }

        private static void turns(int count) {
            EssentialThread.Turns turns = EssentialThread.watch(Duration.ofSeconds(4));
            for (int i = 0; i < count; i++) {
                turns.turn();
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            while (count < 10) {
                LockSupport.park();
            }
        }

        private static void fill() {
            byte[][] all = new byte[1 << 10][];
            for (int i = 0; i < all.length; i++) {
                all[i] = new byte[1 << 20];
            }
            System.out.println("still here with " + all.length + " MB");
        }
    }

    @ParameterizedTest
    @CsvSource({"dies, director has ended, 4", "dies-virtual, acceptor has ended, 4", "dies-in-executor, has ended, 4",
            "hangs, director has not come round for 4 s, 4", "has-no-memory, OutOfMemoryError, 4"})
    void aDaemonEndsWithALine(String how, String line, int code) throws Exception {
        Process daemon = start(how);
        String said = new String(daemon.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains(line).contains("at io.arapaima.daemon.EssentialThreadTest")
                .doesNotContain("still here");
        assertThat(daemon.waitFor()).isEqualTo(code);
    }

    @Test
    void oneWhoseThreadsComeRoundGoesOn() throws Exception {
        Process daemon = start("comes-round");
        assertThat(new String(daemon.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("still here\n");
    }

    private static Process start(String how) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m", "-cp",
                System.getProperty("java.class.path"), Daemon.class.getName(), how).redirectErrorStream(true).start();
    }
}
