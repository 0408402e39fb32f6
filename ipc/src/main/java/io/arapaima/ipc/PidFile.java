package io.arapaima.ipc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A daemon's pid file, named as Piranha's was (decision L14: {@code lvs.pid}). The socket, not this file, keeps a second instance
 * away.
 *
 * @param file its path; gone after closing
 */
public record PidFile(Path file) implements AutoCloseable {
    /**
     * Writes it.
     *
     * @param file its path; replaced if it is there
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static PidFile write(Path file) throws IOException {
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
        return new PidFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
