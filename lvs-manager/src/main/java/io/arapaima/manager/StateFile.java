package io.arapaima.manager;

import java.io.IOException;
import java.nio.file.Path;

/** The hub's state on disk. */
final class StateFile {
    private final JsonFile<HubState> file;

    StateFile(Path folder) {
        this.file = new JsonFile<>(folder.resolve("state.json"), HubState.class, HubState.EMPTY);
    }

    HubState load() throws IOException {
        return file.load();
    }

    void save(HubState state) throws IOException {
        file.save(state);
    }
}
