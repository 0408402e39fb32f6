package io.arapaima.nanny.plugin;

import io.arapaima.ipc.reason.PluginAlarm;
import io.arapaima.check.FailureWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The private copies that plugins run from. For whoever holds the lock of the plugins folder. */
final class PluginCopies {
    private static final String COPIES = "copies of plugins";
    private static final System.Logger LOG = System.getLogger("nanny");

    private final Path folder;
    private final Troubles troubles;
    private long number;

    PluginCopies(Path folder, Troubles troubles) {
        this.folder = folder;
        this.troubles = troubles;
    }

    Path folder() {
        return folder;
    }

    /** A copy of ours, because the file may be written over; without room for one, the file itself. */
    Path of(Path path) throws IOException {
        Path copy = folder.resolve(++number + "-" + path.getFileName());
        try {
            Files.createDirectories(folder);
            Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
            troubles.over(COPIES);
            return copy;
        } catch (IOException e) {
            var _ = copy.toFile().delete(); // half a copy
            try (InputStream readable = Files.newInputStream(path)) {
                var _ = readable.read();
            }
            troubles.raise(COPIES, COPIES,
                    new PluginAlarm.NoCopies(folder.toString(), FailureWords.of(e)));
            return path;
        }
    }

    /** What cannot be removed is in nobody's way: each copy replaces what has its name. */
    void clear() {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path copy : left.toList()) {
                Files.delete(copy);
            }
        } catch (NoSuchFileException e) {
            // The usual case.
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "{0} cannot be emptied: {1}", folder, FailureWords.of(e));
        }
    }

    /** Removes them and their folder. */
    void remove() {
        clear();
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "{0} stays: {1}", folder, FailureWords.of(e));
        }
    }
}
