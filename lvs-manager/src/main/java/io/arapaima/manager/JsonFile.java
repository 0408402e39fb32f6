package io.arapaima.manager;

import com.google.gson.JsonParseException;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * One record on disk, old or new and never half of it.
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
        WholeFile.write(file, Json.write(state));
    }
}
