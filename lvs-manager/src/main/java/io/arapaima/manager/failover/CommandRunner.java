package io.arapaima.manager.failover;

import io.arapaima.checkspec.SystemText;
import io.arapaima.config.MaskedText;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.daemon.ProgramFamily;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs commands of lvs.cf, one after the other, on a thread of its own, each with its limit. */
public final class CommandRunner {
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final File NOTHING = new File("/dev/null");

    private final ThreadPoolExecutor thread;
    private final boolean whole;
    private @Nullable Process running;
    private ProgramFamily family = new ProgramFamily();
    private boolean unwanted;

    /** Runs whatever it is given; what a command leaves in the background is a service and is let go, whatever happens. */
    public static CommandRunner ofServices(String name) {
        return new CommandRunner(name, new LinkedBlockingQueue<>(), /* whole= */ false);
    }

    /**
     * Keeps as many commands waiting as there is reason for and gives up the oldest beyond that; a command that is killed is
     * killed with all that it has started.
     *
     * @param name of the thread, which is there only while there is something to run
     * @param waiting how many commands may wait
     */
    static CommandRunner ofNews(String name, int waiting) {
        return new CommandRunner(name, new ArrayBlockingQueue<>(waiting), /* whole= */ true);
    }

    private CommandRunner(String name, BlockingQueue<Runnable> waiting, boolean whole) {
        this.whole = whole;
        thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, waiting,
                EssentialThread.platform(name).factory(), CommandRunner::giveUpOldest);
        thread.allowCoreThreadTimeOut(true);
    }

    /** A command that waits for its turn. */
    private record Waiting(Supplier<String> outcome, String what, Consumer<String> ended) implements Runnable {
        @Override
        public void run() {
            ended.accept(outcome.get());
        }
    }

    private static void giveUpOldest(Runnable newest, ThreadPoolExecutor executor) {
        if (executor.getQueue().poll() instanceof Waiting oldest) {
            oldest.ended
                    .accept(oldest.what + " was not run: the command before it takes so long that newer ones wait too");
        }
        executor.execute(newest);
    }

    /**
     * Has a command run; does not wait for it.
     *
     * @param keyword of lvs.cf, for people
     * @param ended told on another thread: empty when it went well, else what did not, one sentence
     */
    public void run(String keyword, FailoverCommand command, Consumer<String> ended) {
        synchronized (this) {
            unwanted = false;
        }
        thread.execute(new Waiting(() -> outcome(keyword, command), keyword + " " + command.line().orElse("").strip(),
                ended));
    }

    /** Ends the command that runs, with what it has started and not let go. */
    synchronized void kill() {
        unwanted = true;
        if (running != null) {
            kill(running);
        }
    }

    private synchronized void kill(Process process) {
        if (whole) {
            family.kill(process);
        } else {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Split at blanks and run without a shell, as Piranha did. What it starts lives on when this program ends. */
    private String outcome(String keyword, FailoverCommand command) {
        String line = command.line().orElse("").strip();
        String shown = MaskedText.command(line);
        try {
            Process process = start(SystemText.words(BLANKS.splitAsStream(line).toList(), command.encoding()));
            if (process == null) {
                return keyword + " " + shown + " was not run, the role has changed";
            } else if (!process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                return keyword + " " + shown + " did not end within " + command.limit().toSeconds()
                        + " s and was killed; it has to leave the service in the background and end, or needs a longer "
                        + "command_timeout";
            }
            return judge(keyword + " " + shown, process.exitValue());
        } catch (IOException e) {
            return keyword + " " + shown + " cannot be run: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return keyword + " " + shown + " was not waited for";
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    private synchronized String judge(String what, int code) {
        if (unwanted) {
            return what + " was killed, the role has changed";
        }
        return code == 0 ? "" : what + " ended with exit code " + code + "; its own words are in the log";
    }

    private synchronized @Nullable Process start(List<String> words) throws IOException {
        if (unwanted) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectInput(NOTHING);
        // Whatever is started here is no child that ends with us.
        builder.environment().keySet().removeIf(name -> name.startsWith("ARAPAIMA_"));
        family = new ProgramFamily();
        running = (whole ? family.head(builder) : builder).start();
        return running;
    }
}
