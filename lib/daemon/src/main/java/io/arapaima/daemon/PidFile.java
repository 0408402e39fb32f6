package io.arapaima.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A daemon's pid file, named as Piranha's was: {@code lvs.pid} (docs/piranha.md, L14). The socket, not this file, keeps a second
 * instance away.
 *
 * @param file its path; gone after closing
 */
public record PidFile(Path file) implements AutoCloseable {
    /**
     * Writes it.
     *
     * @param file its path; what is there is replaced, and a symbolic link is not followed
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static PidFile write(Path file) throws IOException {
        try (FileChannel channel = OwnFile.create(file, OwnFile.SHARED)) {
            OwnFile.write(channel, (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return new PidFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
