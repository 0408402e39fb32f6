package io.arapaima.manager;

import com.google.gson.JsonParseException;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * One record on disk: written beside, forced to the disk, then renamed, so that a reader never sees half of it.
 *
 * @param file where
 * @param type of the record
 * @param empty what holds before the first
 */
record JsonFile<T>(Path file, Class<T> type, T empty) {
    private static final System.Logger LOG = System.getLogger("lvs");

    /** Reads it; a file that cannot be understood is set aside, because serving goes before remembering. */
    T load() throws IOException {
        try {
            return Json.read(Files.readString(file), type);
        } catch (NoSuchFileException e) {
            return empty;
        } catch (JsonParseException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.log(System.Logger.Level.WARNING,
                    "{0} cannot be understood ({1}); it is kept as {2} and state starts anew",
                    file, e.getMessage(), aside);
            return empty;
        }
    }

    void save(T state) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(Json.write(state).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
