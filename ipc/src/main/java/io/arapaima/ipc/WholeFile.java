package io.arapaima.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes what a daemon must find again after a crash. */
public final class WholeFile {
    private WholeFile() {}

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /**
     * Replaces a file: written beside, forced to the disk, then renamed, so that a reader never sees half of it; its folder is made
     * where it is missing. Not for several threads at once.
     *
     * @param file where
     * @param text the new contents
     * @throws IOException if that fails; the file is then as before
     */
    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = beside(file);
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        // A rename is safe only once its folder is on the disk (ext4 and XFS delay it otherwise).
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
