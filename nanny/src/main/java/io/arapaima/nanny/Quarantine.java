package io.arapaima.nanny;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plugins that made this process end, for the next one: it refuses them, once, so that the others are run. A file that
 * is replaced, a look by hand and the process after that give them another chance.
 */
final class Quarantine {
    private static final System.Logger LOG = System.getLogger("nanny");

    private final Optional<Path> file;

    /** Without a state folder nothing is remembered. */
    Quarantine(Optional<Path> stateFolder) {
        this.file = stateFolder.map(folder -> folder.resolve("quarantine"));
    }

    void put(List<Path> plugins) {
        try {
            if (file.isPresent() && !plugins.isEmpty()) {
                Files.write(file.get(), plugins.stream().map(Path::toString).toList());
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "cannot note who used up the memory: {0}", e.toString());
        }
    }

    /** {@return what was put there; it is forgotten} */
    Set<String> takeAll() throws IOException {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Set.of();
        }
        Set<String> plugins = Set.copyOf(Files.readAllLines(file.get()));
        Files.delete(file.get());
        return plugins;
    }
}
