package io.arapaima.nanny;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One jar in a plugins folder: what it looked like, and what was loaded of it. For the folder's own thread. */
final class PluginFile {
    final Path path;
    private @Nullable Stamp stamp;
    private boolean tried;
    @Nullable
    LoadedPlugin plugin;

    PluginFile(Path path) {
        this.path = path;
    }

    /** What changes when a file does; a file that is put in place by renaming has another key. */
    private record Stamp(long bytes, FileTime changedAt, Optional<Object> key) {
        static Stamp of(Path path) throws IOException {
            var file = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(file.size(), file.lastModifiedTime(), Optional.ofNullable(file.fileKey()));
        }
    }

    /**
     * Looks at the file again.
     *
     * @param atOnce true = what is there now is loaded now; false = only when it looks as it did at the last look,
     *     because somebody may still be writing
     * @return true when it shall be loaded
     */
    boolean due(boolean atOnce) throws IOException {
        Stamp now = Stamp.of(path);
        boolean still = now.equals(stamp);
        if (!still) {
            stamp = now;
            tried = false;
        }
        if (tried || !(still || atOnce)) {
            return false;
        }
        tried = true;
        return true;
    }
}
