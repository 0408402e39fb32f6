package io.arapaima.manager;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps a child process alive: started again with back-off when it ends, ended with its parent. */
final class Child implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A child that lived this long was well; the next pause is short again. */
    private static final Duration WELL = Duration.ofSeconds(30);
    private static final Duration POLITE = Duration.ofSeconds(3);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final String name;
    private final List<String> command;
    private final Consumer<String> trouble;
    private final Thread keeper;
    private volatile @Nullable Process process;
    private volatile boolean closing;

    Child(String name, List<String> command, Consumer<String> trouble) {
        this.name = name;
        this.command = List.copyOf(command);
        this.trouble = trouble;
        this.keeper = Thread.ofPlatform().name("keeper-" + name).daemon().unstarted(this::keep);
    }

    void start() {
        keeper.start();
    }

    private void keep() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closing) {
                long start = System.nanoTime();
                String ended = once();
                if (closing) {
                    return;
                }
                boolean wasWell = System.nanoTime() - start > WELL.toNanos();
                pause = wasWell ? FIRST_PAUSE : pause;
                trouble.accept(ended + "; started again");
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    private String once() throws InterruptedException {
        try {
            Process started = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
            process = started;
            LOG.log(System.Logger.Level.INFO, "{0} started as pid {1}", name, Long.toString(started.pid()));
            int code = started.waitFor();
            return "pid " + started.pid() + " ended with "
                    + (code > 128 ? "signal " + (code - 128) : "exit code " + code);
        } catch (IOException e) {
            return "cannot be started: " + e.getMessage();
        }
    }

    /** Ends the child: politely, then by force. */
    @Override
    public void close() {
        closing = true;
        keeper.interrupt();
        Process last = process;
        if (last == null) {
            return;
        }
        last.destroy();
        try {
            if (!last.waitFor(POLITE.toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly();
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
        }
    }
}
