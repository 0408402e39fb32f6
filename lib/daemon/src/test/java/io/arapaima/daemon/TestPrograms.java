package io.arapaima.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The programs that a test starts and all that come of them, whoever started them and whatever session they are in: none outlives
 * the test, and none holds the output of the test's own process open, for which whoever runs the tests would wait.
 */
public final class TestPrograms implements AutoCloseable {
    private static final String MARK = "ARAPAIMA_TEST";

    private static final Duration MOST = Duration.ofMinutes(2);

    private final String mark = UUID.randomUUID().toString();

    /** None yet. */
    public TestPrograms() {}

    /**
     * Starts a program that writes to a file, its errors too.
     *
     * @param output appended to
     * @param command program and arguments
     * @return the process
     * @throws IOException when it cannot be started
     */
    public Process start(Path output, List<String> command) throws IOException {
        return start(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())));
    }

    /**
     * Starts a program.
     *
     * @param builder of it; its output goes to a file or to this test
     * @return the process
     * @throws IOException when it cannot be started
     */
    public Process start(ProcessBuilder builder) throws IOException {
        if (List.of(builder.redirectOutput(), builder.redirectError()).contains(ProcessBuilder.Redirect.INHERIT)) {
            throw new IllegalArgumentException("its children would hold this process' output open: write to a file");
        }
        builder.environment().put(MARK, mark);
        return builder.start();
    }

    /** Those that live; not those that have ended and nobody has asked for. */
    List<ProcessHandle> living() {
        return ProgramFamily.marked(MARK).entrySet().stream().filter(e -> e.getValue().equals(mark))
                .map(Map.Entry::getKey).toList();
    }

    /** Kills them until none is left: one that is being killed may just start another. Whoever waits for a dead disk stays. */
    @Override
    public void close() {
        long end = System.nanoTime() + MOST.toNanos();
        for (List<ProcessHandle> left = living(); !left.isEmpty(); left = living()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("cannot be killed: " + left);
            }
            left.forEach(ProcessHandle::destroyForcibly);
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
