package io.arapaima.manager;

import io.arapaima.ipc.EssentialThread;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs commands of lvs.cf, one after the other, on a thread of its own, each with its limit. */
final class CommandRunner {
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final File NOTHING = new File("/dev/null");

    private final ExecutorService thread;
    private @Nullable Process running;
    private boolean unwanted;

    /**
     * A runner whose thread is not started yet.
     *
     * @param name of that thread
     */
    CommandRunner(String name) {
        thread = Executors.newSingleThreadExecutor(EssentialThread.platform(name).factory());
    }

    /**
     * Has a command run; does not wait for it.
     *
     * @param keyword of lvs.cf, for people
     * @param ended told on another thread: empty when it went well, else what did not, one sentence
     */
    void run(String keyword, FailoverCommand command, Consumer<String> ended) {
        synchronized (this) {
            unwanted = false;
        }
        thread.execute(() -> ended.accept(outcome(keyword, command)));
    }

    /** Ends the command that runs, with what it has started and not let go. */
    synchronized void kill() {
        unwanted = true;
        if (running != null) {
            kill(running);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Split at blanks and run without a shell, as Piranha did. What it starts lives on when this program ends. */
    private String outcome(String keyword, FailoverCommand command) {
        String line = command.line().orElse("").strip();
        try {
            Process process = start(BLANKS.splitAsStream(line).toList());
            if (process == null) {
                return keyword + " " + line + " was not run, the role has changed";
            } else if (!process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                return keyword + " " + line + " did not end within " + command.limit().toSeconds()
                        + " s and was killed; it has to leave the service in the background and end, or needs a longer "
                        + "command_timeout";
            }
            return judge(keyword + " " + line, process.exitValue());
        } catch (IOException e) {
            return keyword + " " + line + " cannot be run: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return keyword + " " + line + " was not waited for";
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
        running = builder.start();
        return running;
    }
}
