package io.arapaima.check.exec;

import io.arapaima.check.CheckPrograms;
import io.arapaima.check.Deadline;
import io.arapaima.check.UndecidedException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of a program that came to its own end. Standard input and standard error are {@code /dev/null}.
 *
 * @param exit its exit code; 128 and the signal's number when a signal ended it
 * @param output the first {@value #MOST_OUTPUT} bytes of its standard output, one character each
 * @param took from start to end
 */
record ProgramRun(int exit, String output, Duration took) {
    /** As much as a pipe holds; Piranha's nanny read 4,095 bytes. The rest is read and thrown away. */
    static final int MOST_OUTPUT = 64 * 1024;
    /**
     * How often the output of a running program is fetched. Blocking reads would be simpler, but they know neither
     * deadline nor interrupt, hold a carrier thread, and last as long as any grandchild keeps the pipe open.
     */
    private static final long SHORTEST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 20;
    /** A killed program is gone at once, unless the kernel holds it; its probe must not wait for that. */
    private static final long REAPING_MILLIS = 50;
    private static final File NOTHING = new File("/dev/null");

    /**
     * Runs a program and kills it, with all its children, at the deadline or when interrupted.
     *
     * @throws UndecidedException if the program cannot be started
     * @throws SocketTimeoutException if it was killed at the deadline
     */
    static ProgramRun of(List<String> words, Deadline deadline) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = started(words);
        try (InputStream out = process.getInputStream()) {
            String output = output(process, out, deadline, words.getFirst());
            return new ProgramRun(process.exitValue(), output, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            kill(process);
        }
    }

    private static Process started(List<String> words) throws UndecidedException {
        try {
            return CheckPrograms.prepareOptions(words).redirectInput(NOTHING).redirectError(Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UndecidedException("program " + words.getFirst() + " cannot be started: " + e.getMessage()
                    + "; install it or mend option program");
        }
    }

    private static String output(Process process, InputStream out, Deadline deadline, String name)
            throws IOException, InterruptedException {
        var kept = new ByteArrayOutputStream();
        byte[] chunk = new byte[8 * 1024];
        long pause = SHORTEST_PAUSE_MILLIS;
        boolean ended = false;
        while (!ended) {
            if (deadline.passed()) {
                throw new SocketTimeoutException("program " + name + " had not ended by the deadline and was killed");
            }
            ended = process.waitFor(Math.min(pause, deadline.left().toMillis() + 1), TimeUnit.MILLISECONDS);
            pause = fetch(out, chunk, kept) ? SHORTEST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
        return kept.toString(StandardCharsets.ISO_8859_1);
    }

    /** Takes what is there, at most as much as a pipe holds, so that a flood cannot keep the loop from its deadline. */
    private static boolean fetch(InputStream out, byte[] chunk, ByteArrayOutputStream kept) throws IOException {
        int fetched = 0;
        while (fetched < MOST_OUTPUT && out.available() > 0) {
            int length = out.read(chunk, 0, Math.min(chunk.length, out.available()));
            kept.write(chunk, 0, Math.clamp(length, 0, MOST_OUTPUT - kept.size()));
            fetched += length;
        }
        return fetched > 0;
    }

    /** The children first, while their parent still tells who they are. */
    private static void kill(Process process) throws InterruptedException {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        process.waitFor(REAPING_MILLIS, TimeUnit.MILLISECONDS);
    }
}
