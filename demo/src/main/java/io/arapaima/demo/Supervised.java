package io.arapaima.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts lvs-manager again whenever it ends, as pulse or systemd does on a director. */
final class Supervised implements AutoCloseable {
    private static final int PAUSE_MILLIS = 200;
    private static final int POLITE_SECONDS = 8;

    private final ProcessBuilder builder;
    private final Thread keeper = Thread.ofPlatform().name("keeper").daemon().unstarted(this::keep);
    private volatile @Nullable Process process;
    private volatile boolean closing;

    Supervised(Path home, Path folder, List<String> command, boolean quiet) {
        this.builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("ARAPAIMA_DEMO_LOADS", folder.resolve("loads").toString());
        builder.redirectErrorStream(true).redirectOutput(quiet
                ? ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())
                : ProcessBuilder.Redirect.INHERIT);
    }

    void start() throws IOException {
        process = builder.start();
        keeper.start();
    }

    private void keep() {
        try {
            while (!closing) {
                Process current = process;
                if (current != null) {
                    current.waitFor();
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                if (!closing) {
                    process = builder.start();
                }
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        } catch (IOException e) {
            throw new Failure("lvs-manager cannot be started again: " + e.getMessage());
        }
    }

    long pid() {
        Process current = process;
        return current == null ? -1 : current.pid();
    }

    /** kill -9. */
    void kill() {
        Process current = process;
        if (current != null) {
            current.destroyForcibly();
        }
    }

    @Override
    public void close() {
        closing = true;
        keeper.interrupt();
        Process current = process;
        if (current == null) {
            return;
        }
        current.destroy();
        try {
            if (!current.waitFor(POLITE_SECONDS, TimeUnit.SECONDS)) {
                current.destroyForcibly();
            }
        } catch (InterruptedException e) {
            current.destroyForcibly();
        }
    }
}
