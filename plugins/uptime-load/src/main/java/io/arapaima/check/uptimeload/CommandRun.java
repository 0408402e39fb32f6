package io.arapaima.check.uptimeload;

import io.arapaima.check.CheckPrograms;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionText;
import io.arapaima.check.UndecidedException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of a command that came to its own end.
 *
 * @param exit its exit code; 128 and the signal's number when a signal ended it
 * @param output what it wrote
 * @param errors what it complained about
 * @param took from start to end
 */
record CommandRun(int exit, String output, String errors, Duration took) {
    /** uptime writes 70 bytes, a shell on the way perhaps a screen; what writes more is no answer. */
    static final int MOST_OUTPUT = 16 * 1024;
    /** Reading blocks without deadline, and as long as any grandchild holds the pipe; so what is there is fetched. */
    private static final long FETCH_MILLIS = 20;
    /** A killed program is gone at once, unless the kernel holds it; its probe must not wait for that. */
    private static final long REAPING_MILLIS = 50;
    private static final File NOTHING = new File("/dev/null");

    /**
     * Runs a command, and kills it with its children at the deadline, when interrupted or when it writes too much.
     *
     * @throws UndecidedException if it cannot be started
     * @throws SocketTimeoutException if it was killed at the deadline
     * @throws ProtocolException if it wrote more than {@value #MOST_OUTPUT} bytes
     */
    static CommandRun of(List<String> words, Deadline deadline) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = started(words);
        try (InputStream out = process.getInputStream(); InputStream err = process.getErrorStream()) {
            var output = new ByteArrayOutputStream();
            var errors = new ByteArrayOutputStream();
            boolean ended = false;
            while (!ended) {
                if (deadline.passed()) {
                    throw new SocketTimeoutException(
                            words.getFirst() + " had not ended by the deadline and was killed" + saying(errors));
                }
                ended = process.waitFor(Math.min(FETCH_MILLIS, deadline.left().toMillis() + 1), TimeUnit.MILLISECONDS);
                fetch(out, output);
                fetch(err, errors);
                if (output.size() > MOST_OUTPUT || errors.size() > MOST_OUTPUT) {
                    throw new ProtocolException(
                            words.getFirst() + " wrote more than " + MOST_OUTPUT + " bytes and was killed");
                }
            }
            return new CommandRun(process.exitValue(), text(output), text(errors),
                    Duration.ofNanos(System.nanoTime() - start));
        } finally {
            kill(process);
        }
    }

    private static Process started(List<String> words) throws UndecidedException {
        try {
            var builder = CheckPrograms.prepareOptions(words).redirectInput(NOTHING);
            // Decimal points, whatever the director speaks; ssh hands it on where the server lets it.
            builder.environment().put("LC_ALL", "C");
            return builder.start();
        } catch (IOException e) {
            throw new UndecidedException(words.getFirst() + " cannot be started: " + e.getMessage()
                    + "; install it or mend option command");
        }
    }

    private static void fetch(InputStream in, ByteArrayOutputStream kept) throws IOException {
        int there = Math.min(in.available(), MOST_OUTPUT + 1);
        if (there > 0) {
            kept.write(in.readNBytes(there));
        }
    }

    private static String saying(ByteArrayOutputStream errors) {
        return errors.size() == 0 ? "" : ", saying: " + text(errors).strip();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return OptionText.said(bytes.toByteArray());
    }

    /** The children first, while their parent still tells who they are. */
    private static void kill(Process process) throws InterruptedException {
        if (process.isAlive()) {
            List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
            family.forEach(ProcessHandle::destroyForcibly);
            process.waitFor(REAPING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
