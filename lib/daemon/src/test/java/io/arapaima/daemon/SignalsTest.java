package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a process ends that was asked to. */
@Timeout(240)
class SignalsTest {
    /** Stops as it was told to, and prints what it did. */
    static final class Daemon {
        private Daemon() {}

        public static void main(String[] words) throws InterruptedException {
            var ladder = new Ladder("test");
            ladder.add(() -> System.out.println("first rung"));
            if (words[0].equals("breaks")) {
                ladder.add(() -> {
                    throw new java.io.IOException("stuck");
                });
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
            Signals.ending("test", words[0].equals("throws") ? () -> {
                throw new IllegalStateException("a defect");
            } : ladder::takeDown, System::exit);
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    @ParameterizedTest
    @CsvSource({"stops, TERM, 0", "stops, INT, 0", "breaks, TERM, 3", "throws, INT, 3"})
    void theExitCodeSaysWhetherTheStopWasClean(String how, String signal, int code) throws Exception {
        // A build in the background of a shell ignores the signal, and so would its children.
        Process daemon = new ProcessBuilder("env", "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Daemon.class.getName(), how).start();
        try (var said = daemon.inputReader(); var log = daemon.errorReader()) {
            assertThat(said.readLine()).isEqualTo("ready");
            new ProcessBuilder("kill", "-" + signal, Long.toString(daemon.pid())).start().waitFor();
            assertThat(daemon.waitFor()).isEqualTo(code);
            assertThat(said.lines().toList()).containsExactlyElementsOf(how.equals("throws")
                    ? java.util.List.of("hook")
                    : java.util.List.of("first rung", "hook"));
            assertThat(log.lines()).as("in the words that sites look for")
                    .anyMatch(line -> line.contains("Terminating due to signal " + (signal.equals("TERM") ? 15 : 2)));
        } finally {
            daemon.destroyForcibly();
        }
    }
}
