package io.arapaima.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;

/**
 * Standard error, where it is systemd's journal: that has a clock of its own, and is told how grave a line is by a number in angle
 * brackets before it (sd-daemon(3)).
 */
public final class JournalStream {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final boolean HERE = is(System.getenv(), STANDARD_ERROR);
    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int INFO = 6;
    private static final int DEBUG = 7;

    private JournalStream() {}

    /** {@return whether the journal takes what this process writes to standard error} */
    static boolean isHere() {
        return HERE;
    }

    /** Whether a descriptor is the stream that systemd has named, as device and inode: it may have been redirected since. */
    static boolean is(Map<String, String> environment, Path descriptor) {
        String named = environment.getOrDefault("JOURNAL_STREAM", "");
        if (named.isEmpty()) {
            return false;
        }
        try {
            return named.equals(Files.getAttribute(descriptor, "unix:dev") + ":"
                    + Files.getAttribute(descriptor, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** {@return what stands before a line of this level in the journal} */
    static String prefix(Level level) {
        int priority = level.intValue() >= Level.SEVERE.intValue()
                ? ERROR
                : level.intValue() >= Level.WARNING.intValue()
                        ? WARNING
                        : level.intValue() >= Level.INFO.intValue() ? INFO : DEBUG;
        return "<" + priority + ">";
    }

    /** {@return what stands before a line that a program writes to standard error by itself; nothing outside of the journal} */
    public static String errorPrefix() {
        return HERE ? prefix(Level.SEVERE) : "";
    }
}
