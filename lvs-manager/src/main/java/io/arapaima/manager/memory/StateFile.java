package io.arapaima.manager.memory;

import io.arapaima.ipc.JsonFile;
import java.io.IOException;
import java.nio.file.Path;

/** The hub's state on disk. */
public final class StateFile {
    private final JsonFile<HubState> file;
    private final Path folder;

    public StateFile(Path folder) {
        this.folder = folder;
        this.file = new JsonFile<>(folder.resolve("state.json"), HubState.EMPTY);
    }

    Path folder() {
        return folder;
    }

    public HubState load() {
        return read().value();
    }

    /** {@return the state, and what was wrong with its file} */
    JsonFile.Found<HubState> read() {
        JsonFile.Found<HubState> found = file.load();
        return new JsonFile.Found<>(found.value().withCanonicalAddresses(), found.damage());
    }

    public void save(HubState state) throws IOException {
        file.save(state);
    }
}
