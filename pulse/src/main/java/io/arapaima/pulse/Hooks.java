package io.arapaima.pulse;

import io.arapaima.checkspec.Encoding;
import io.arapaima.checkspec.SystemText;
import io.arapaima.daemon.ProgramFamily;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** {@code active_cmd} and {@code inactive_cmd}: in order, one at a time, each with a limit, on a thread of their own. */
final class Hooks {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Roles change rarely; what is beyond this is a mistake of the network, not worth a program each time. */
    private static final int MOST = 8;
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    private final Optional<String> active;
    private final Optional<String> inactive;
    private final Encoding encoding;
    private final Duration limit;
    private final Consumer<String> trouble;
    private final ThreadPoolExecutor runner = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST), Thread.ofPlatform().name("hooks").daemon().factory(),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    /**
     * @param encoding of the lvs.cf where they stand
     * @param trouble takes what went wrong, one sentence
     */
    Hooks(Optional<String> active, Optional<String> inactive, Encoding encoding, Consumer<String> trouble) {
        this(active, inactive, encoding, LIMIT, trouble);
    }

    Hooks(Optional<String> active, Optional<String> inactive, Encoding encoding, Duration limit,
            Consumer<String> trouble) {
        this.encoding = encoding;
        this.active = active;
        this.inactive = inactive;
        this.limit = limit;
        this.trouble = trouble;
    }

    /** Has the program of a role run; does not wait for it. */
    void became(boolean nowActive) {
        Optional<String> command = nowActive ? active : inactive;
        String keyword = nowActive ? "active_cmd" : "inactive_cmd";
        command.ifPresent(words -> runner.execute(() -> run(keyword, words)));
    }

    /** Split at blanks and run without a shell, as Piranha did. */
    private void run(String keyword, String command) {
        List<String> words = BLANKS.splitAsStream(command.strip()).toList();
        try {
            var family = new ProgramFamily();
            Process process = family.head(new ProcessBuilder(SystemText.words(words, encoding)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                family.kill(process);
                trouble.accept(keyword + " " + words.getFirst() + " did not end within " + limit.toSeconds()
                        + " s and was killed; let it do what takes long in the background");
            } else if (process.exitValue() != 0) {
                trouble.accept(keyword + " " + words.getFirst() + " ended with exit code " + process.exitValue());
            }
        } catch (IOException e) {
            trouble.accept(keyword + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
