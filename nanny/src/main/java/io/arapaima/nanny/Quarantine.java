package io.arapaima.nanny;

import io.arapaima.ipc.JsonFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    Set<String> takeAll() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Set.of();
        }
        try {
            // Each byte a character: a path that is damaged names no plugin, and the others count.
            Set<String> plugins = Files.readAllLines(file.get(), StandardCharsets.ISO_8859_1).stream()
                    .map(line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .collect(Collectors.toUnmodifiableSet());
            Files.delete(file.get());
            return plugins;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be used ({1}), so no plugin is refused; {2}", file.get(), e.toString(),
                    JsonFile.setAside(file.get()).map(aside -> "it is kept as " + aside).orElse("remove it"));
            return Set.of();
        }
    }
}
