package io.arapaima.pulse;

import io.arapaima.checkspec.SystemText;
import io.arapaima.checkspec.NamedFile;
import io.arapaima.checkspec.Encoding;
import io.arapaima.config.FenceSettings;
import io.arapaima.config.Secret;
import io.arapaima.daemon.ProgramFamily;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program of the fence-agents and one director that it can reach. The action and the options go to its standard input, a line
 * each, so that no password is seen in a list of processes; exit code 0 means done.
 *
 * @param program its path
 * @param target its options; a file is read each time
 * @param limit after which it is killed
 * @param encoding of the lvs.cf where path and options stand
 */
record FenceAgent(String program, Secret target, Duration limit, Encoding encoding) {
    /** Enough for the sentence that says what went wrong. */
    private static final int MOST_OUTPUT = 4096;

    /** Why it cannot be run; empty = it can. */
    Optional<String> obstacle() {
        if (!runs()) {
            return Optional.of(program + " is no program that can be run; install the package fence-agents, or correct "
                    + "fence_agent");
        }
        try {
            var _ = FenceSettings.options(target, encoding);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the options for " + program + " cannot be read: " + e);
        }
    }

    private boolean runs() {
        try (NamedFile file = NamedFile.of(program, encoding)) {
            return Files.isRegularFile(file.path()) && Files.isExecutable(file.path());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs it and waits.
     *
     * @param action reboot, off, monitor ...
     * @return what went wrong, one sentence; empty = nothing
     */
    Optional<String> run(String action) throws InterruptedException {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return obstacle;
        }
        try {
            var family = new ProgramFamily();
            Process process = family.head(new ProcessBuilder(SystemText.words(List.of(program), encoding)))
                    .redirectErrorStream(true).start();
            var output = new AtomicReference<>("");
            Thread reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), output));
            write(process.getOutputStream(), action);
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                family.kill(process);
                process.waitFor();
            }
            reader.join(Duration.ofSeconds(1));
            return ended && process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(program.substring(program.lastIndexOf('/') + 1) + " " + action + (ended
                            ? " ended with exit code " + process.exitValue()
                            : " did not end within " + limit.toSeconds() + " s") + said(output.get()));
        } catch (IOException e) {
            return Optional.of(program + " cannot be run: " + e.getMessage());
        }
    }

    private void write(OutputStream to, String action) throws IOException {
        String words = "action=" + action + "\n" + String.join("\n", FenceSettings.options(target, encoding)) + "\n";
        try (to) {
            to.write((target.inFile() ? Encoding.UTF_8 : encoding).bytes(words)); // a file of its own is read as UTF-8
        } catch (IOException e) {
            // It ended without reading; its exit code says more.
        }
    }

    private static void read(InputStream from, AtomicReference<String> into) {
        var bytes = new byte[1024];
        try (from) {
            for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                String all = into.get() + new String(bytes, 0, n, StandardCharsets.UTF_8);
                into.set(all.substring(Math.max(0, all.length() - MOST_OUTPUT)));
            }
        } catch (IOException e) {
            // It was killed.
        }
    }

    private static String said(String output) {
        return output.lines().map(String::strip).filter(l -> !l.isEmpty()).reduce((_, last) -> last)
                .map(l -> ": " + l).orElse("");
    }
}
