package io.arapaima.check;

import io.arapaima.checkspec.NamedFile;
import io.arapaima.checkspec.SystemText;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Programs that checks start. Each carries a mark in its environment, which its children inherit however they leave it, so that
 * the engine finds and ends what a program has left behind: within some seconds, at its own end, and at its next start if it
 * was killed. Thread-safe.
 */
public final class CheckPrograms {
    /** The environment variable of the mark; its value says which engine has started the program. */
    public static final String MARK = "ARAPAIMA_CHECK_OF";

    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final String OWNER = mark(ProcessHandle.current());

    private CheckPrograms() {}

    /**
     * Prepares a program.
     *
     * @param words the program and its arguments
     * @return a builder with the mark in its environment
     */
    public static ProcessBuilder prepare(List<String> words) {
        STARTED.set(true);
        var builder = new ProcessBuilder(words);
        builder.environment().put(MARK, OWNER);
        return builder;
    }

    /**
     * Prepares a program of which an option says the words: it gets the bytes that stand in lvs.cf.
     *
     * @param words the program and its arguments
     * @return a builder with the mark in its environment
     * @throws IOException if the program is named by a path, and is not there or may not be run
     */
    public static ProcessBuilder prepareOptions(List<String> words) throws IOException {
        String program = words.getFirst();
        if (program.startsWith("/")) {
            try (NamedFile named = OptionText.file(program)) {
                if (!Files.isExecutable(named.path())) {
                    throw new IOException(Files.exists(named.path()) ? "it may not be run" : "it is not there");
                }
            }
        }
        return prepare(SystemText.words(words, OptionText.encoding()));
    }

    /** {@return whether any program was ever prepared in this process} */
    public static boolean anyStarted() {
        return STARTED.get();
    }

    /**
     * What programs of an engine carry: its number and when it was started, because numbers come back.
     *
     * @param engine the engine's process
     * @return the value of {@link #MARK}
     */
    public static String mark(ProcessHandle engine) {
        return engine.pid() + "-" + engine.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
