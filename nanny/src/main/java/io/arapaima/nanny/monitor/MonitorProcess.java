package io.arapaima.nanny.monitor;

import io.arapaima.check.CheckPrograms;
import io.arapaima.check.CheckResult;
import io.arapaima.checkspec.Encoding;
import io.arapaima.checkspec.NamedFile;
import io.arapaima.checkspec.SystemText;
import io.arapaima.daemon.ProgramFamily;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process of a client monitor, from its start to the end of all that it has started. One thread. */
final class MonitorProcess {
    private static final File NOTHING = new File("/dev/null");
    /** The program that it calls writes no more. */
    private static final int LONGEST_CALL = 1001;
    /** What it prints is shown, but it shall not fill the journal. */
    private static final int LINES_A_MINUTE = 20;
    private static final int KILLED = 128;
    private static final int LAST_SIGNAL = 64;
    private static final System.Logger LOG = System.getLogger("nanny");

    private final String label;
    private final Path folder;
    private final RandomAccessFile pipe;
    private final LineReader calls;
    private final ProgramFamily family = new ProgramFamily();
    private final Process process;
    private final LineReader output;
    private final long sinceNanos;
    private String lastWords = "";
    private long minute;
    private int shown;

    private MonitorProcess(MonitoredServer monitored, Path folder, RandomAccessFile pipe, long nowNanos)
            throws IOException {
        this.label = monitored.label();
        this.folder = folder;
        this.pipe = pipe;
        this.sinceNanos = nowNanos;
        this.calls = new LineReader(new FileInputStream(pipe.getFD()), LONGEST_CALL);
        ProcessBuilder builder = family
                .head(CheckPrograms.prepare(SystemText.words(monitored.words(folder.resolve("ipvsadm").toString()),
                        monitored.target().encoding())))
                .redirectInput(NOTHING).redirectErrorStream(true);
        // Some call it by its name alone.
        builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        process = builder.start();
        output = new LineReader(process.getInputStream(), CheckResult.TEXT_LIMIT);
        LOG.log(Level.INFO, "{0}: client_monitor {1} started as pid {2}", label, monitored.program(),
                Long.toString(process.pid()));
    }

    static MonitorProcess start(MonitoredServer monitored, MonitorFolders folders, long nowNanos)
            throws IOException, InterruptedException {
        examine(monitored.program(), monitored.target().encoding());
        Path folder = folders.make();
        // For both ways, so that it is open at once and never at its end.
        var pipe = new RandomAccessFile(MonitorFolders.calls(folder).toFile(), "rw");
        try {
            return new MonitorProcess(monitored, folder, pipe, nowNanos);
        } catch (IOException e) {
            pipe.close();
            MonitorFolders.delete(folder);
            throw new IOException("cannot be started: " + e.getMessage(), e);
        }
    }

    private static void examine(String program, Encoding encoding) throws IOException {
        try (NamedFile file = NamedFile.of(program, encoding)) {
            if (!Files.isRegularFile(file.path())) {
                throw new NoSuchFileException(program);
            }
            if (!Files.isExecutable(file.path())) {
                throw new IOException("may not be executed; chmod 755 " + program);
            }
        } catch (NoSuchFileException e) {
            throw new IOException("is not there; install it, or correct client_monitor", e);
        } catch (IOException e) {
            throw e.getCause() instanceof InvalidPathException invalid
                    ? new IOException("is no path: " + invalid.getReason() + "; correct client_monitor", e)
                    : e;
        }
    }

    long pid() {
        return process.pid();
    }

    Duration age(long nowNanos) {
        return Duration.ofNanos(nowNanos - sinceNanos);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** {@return how it ended} */
    String end() {
        int code = process.exitValue();
        return code > KILLED && code <= KILLED + LAST_SIGNAL ? "signal " + (code - KILLED) : "exit code " + code;
    }

    /** {@return with what it has called ipvsadm since the last time} */
    List<String> calls() throws IOException {
        return calls.now();
    }

    /** Shows what it prints, so that it never waits for a reader. */
    void listen(long nowNanos) throws IOException {
        for (String line : output.now()) {
            lastWords = line.isBlank() ? lastWords : line.strip();
            long now = TimeUnit.NANOSECONDS.toMinutes(nowNanos);
            shown = now == minute ? shown + 1 : 1;
            minute = now;
            if (shown <= LINES_A_MINUTE) {
                LOG.log(Level.INFO, "{0}: client_monitor says: {1}", label, line);
            } else if (shown == LINES_A_MINUTE + 1) {
                LOG.log(Level.INFO, "{0}: client_monitor says more, which is not shown until the next minute", label);
            }
        }
    }

    /** {@return the last line that it printed; empty = none} */
    String lastWords() {
        return output.rest().isBlank() ? lastWords : output.rest().strip();
    }

    /** Asks it to end. */
    void terminate() {
        process.destroy();
    }

    /** Ends it; what it has started is found by its mark when the engine ends. */
    void kill() {
        process.destroyForcibly();
        release();
    }

    /** Ends what is left of it, and all that it has started. */
    void close() {
        family.kill(process);
        release();
        MonitorFolders.delete(folder);
    }

    private void release() {
        try (pipe; var _ = process.getInputStream()) {
            LOG.log(Level.DEBUG, "{0}: client_monitor with pid {1} has ended", label, Long.toString(pid()));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the pipes of a client_monitor: {0}", e.toString());
        }
    }
}
