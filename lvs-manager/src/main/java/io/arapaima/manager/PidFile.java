package io.arapaima.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pid file, named {@code lvs.pid} as Piranha's lvsd did (decision L14). The socket, not this file, keeps a second
 * instance away.
 *
 * @param file its path
 */
record PidFile(Path file) implements AutoCloseable {
    static PidFile write(Path file) throws IOException {
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
        return new PidFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
