package io.arapaima.nanny.monitor;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Inconclusive;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client monitor of one real server: a program that is started, heard, and started again after a growing
 * pause when it has ended. What it says is a result;
 * that it ended, hangs or is not there is none about the server. One thread.
 */
final class ClientMonitor {
    private static final System.Logger LOG = System.getLogger("nanny");

    private final MonitoredServer monitored;
    private final MonitorFolders folders;
    private final MonitorTiming timing;
    private final Consumer<CheckResult> listener;
    private @Nullable MonitorProcess process;
    private Optional<CheckResult> last = Optional.empty();
    private Duration pause;
    private long startNanos;
    private boolean called;
    private boolean silenceReported;
    private String warnedOf = "";

    ClientMonitor(MonitoredServer monitored, MonitorFolders folders, MonitorTiming timing,
            Consumer<CheckResult> listener, long nowNanos) {
        this.monitored = monitored;
        this.folders = folders;
        this.timing = timing;
        this.listener = listener;
        this.pause = timing.firstPause();
        this.startNanos = nowNanos;
    }

    /** Sees what has happened since the last time. */
    void look(long nowNanos) throws InterruptedException {
        MonitorProcess running = process;
        try {
            if (running != null) {
                look(running, nowNanos);
            } else if (nowNanos - startNanos >= 0) {
                process = MonitorProcess.start(monitored, folders, nowNanos);
                called = false;
                silenceReported = false;
            }
        } catch (IOException e) {
            failed(e, nowNanos);
        }
    }

    /** Says the last result once more. */
    void repeatLast() {
        last.ifPresent(listener);
    }

    private void look(MonitorProcess running, long nowNanos) throws IOException {
        boolean alive = running.alive();
        running.listen(nowNanos);
        running.calls().forEach(this::handle);
        Duration age = running.age(nowNanos);
        if (!alive) {
            ended(running, age, nowNanos);
        } else if (!called && !silenceReported && age.compareTo(timing.firstCallTimeout(monitored.interval())) > 0) {
            silenceReported = true;
            report(new Inconclusive("client_monitor " + monitored.program() + ", pid " + running.pid()
                    + ", has said nothing of this server in " + seconds(age)
                    + "; when the server is well it must call the program behind -I with -a"));
        }
    }

    private void handle(String arguments) {
        Optional<IpvsadmCall> call = IpvsadmCall.parse(arguments)
                .filter(each -> each.about(monitored.target().address()));
        call.ifPresentOrElse(each -> {
            called = true;
            report(each.result(monitored.weight()));
        }, () -> warnOnce(arguments));
    }

    /** Said once, because it will do so again and again. */
    private void warnOnce(String arguments) {
        if (!warnedOf.equals(arguments)) {
            warnedOf = arguments;
            LOG.log(Level.WARNING, "{0}: client_monitor called ipvsadm with {1}, which says nothing of server {2}",
                    monitored.label(), arguments, monitored.target().address());
        }
    }

    private void ended(MonitorProcess ended, Duration age, long nowNanos) {
        String words = ended.lastWords();
        close();
        pause = age.compareTo(timing.well()) > 0 ? timing.firstPause() : pause;
        restartLater("ended with " + ended.end() + " after " + seconds(age) + "; started again in " + seconds(pause)
                + (words.isEmpty() ? "" : "; last words: " + words), nowNanos);
    }

    private void failed(IOException error, long nowNanos) {
        close();
        restartLater(error.getMessage() + "; tried again in " + seconds(pause), nowNanos);
    }

    private void restartLater(String what, long nowNanos) {
        report(new Inconclusive("client_monitor " + monitored.program() + " " + what));
        startNanos = nowNanos + pause.toNanos();
        pause = timing.nextPause(pause);
    }

    private void report(CheckResult result) {
        last = Optional.of(result);
        listener.accept(result);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    /** {@return what runs, if anything does, which is the caller's to end} */
    Optional<MonitorProcess> release() {
        Optional<MonitorProcess> running = Optional.ofNullable(process);
        process = null;
        return running;
    }

    private void close() {
        release().ifPresent(MonitorProcess::close);
    }
}
