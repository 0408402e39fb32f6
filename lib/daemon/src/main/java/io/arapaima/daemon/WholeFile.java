package io.arapaima.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;

/** Writes what a daemon must find again after a crash. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Where the new contents of a file are written before they replace it; what a crash leaves there may be removed.
     *
     * @param file the file
     * @return its neighbour
     */
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /**
     * Replaces a file: written beside, forced to the disk, then renamed, and the folder forced, so that a reader never sees half
     * of it and a power loss brings no older one back. Its folder is made where it is missing; its mode is 0640. Not for several threads at once.
     *
     * @param file where
     * @param text the new contents
     * @throws IOException if that fails; the file is then as before
     */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8), OwnFile.SHARED);
    }

    /**
     * Replaces a file, as the other does.
     *
     * @param file where; its folder is made where it is missing
     * @param content the new contents
     * @param rights of the file
     * @throws IOException if that fails; the file is then as before
     */
    public static void write(Path file, byte[] content, Set<PosixFilePermission> rights) throws IOException {
        OwnFile.folder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Path beside = beside(file);
        try (FileChannel channel = OwnFile.create(beside, rights)) {
            OwnFile.write(channel, content);
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        OwnFile.force(file.resolveSibling("."));
    }
}
