package io.arapaima.ipc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A child process that is kept alive: started again with back-off when it ends, ended with its parent. */
public final class Child implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A child that lived this long was well; the next pause is short again. */
    private static final Duration WELL = Duration.ofSeconds(30);
    /** A child that has nothing to wait for itself ends within this time. */
    private static final Duration POLITE = Duration.ofSeconds(3);
    private static final System.Logger LOG = System.getLogger("child");

    private final String name;
    private final List<String> command;
    private final Duration patience;
    private final Consumer<String> trouble;
    private final Thread keeper;
    private volatile @Nullable Process process;
    private volatile boolean closing;

    /**
     * Prepares a child.
     *
     * @param name for people
     * @param command program and arguments
     * @param trouble told when it ended, one sentence, on a thread of its own
     */
    public Child(String name, List<String> command, Consumer<String> trouble) {
        this(name, command, POLITE, trouble);
    }

    /**
     * Prepares a child.
     *
     * @param name for people
     * @param command program and arguments
     * @param patience how long it may take to end when it is asked to, before it is forced
     * @param trouble told when it ended, one sentence, on a thread of its own
     */
    public Child(String name, List<String> command, Duration patience, Consumer<String> trouble) {
        this.name = name;
        this.command = List.copyOf(command);
        this.patience = patience;
        this.trouble = trouble;
        this.keeper = Thread.ofPlatform().name("keeper-" + name).daemon().unstarted(this::keep);
    }

    /** Starts it, and again whenever it ends. */
    public void start() {
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

    /**
     * Says something to it.
     *
     * @param signal for example {@code HUP}
     */
    public void signal(String signal) {
        Process last = process;
        if (last != null && last.isAlive()) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(last.pid())).start();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot send SIG{0} to {1}: {2}", signal, name, e.getMessage());
            }
        }
    }

    private String once() throws InterruptedException {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put(Parent.VARIABLE, Long.toString(ProcessHandle.current().pid()));
            Process started = builder.start();
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
            if (!last.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly();
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
        }
    }
}
