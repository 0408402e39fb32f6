package io.arapaima.manager.memory;

import com.google.gson.JsonParseException;
import io.arapaima.daemon.OwnFile;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A file that only grows, one JSON object a line; when it is large it is set aside, and the oldest one goes. One thread appends.
 *
 * @param <T> what a line holds
 */
final class JsonLines<T> {
    /** Then the file is set aside: some 50,000 events. */
    static final long MAX_BYTES = 16L << 20;
    private static final System.Logger LOG = System.getLogger("lvs");

    private final Path file;
    private final Class<T> type;
    private final int kept;
    private final long maxBytes;
    /** The last line on the disk may be half a line. */
    private boolean torn;

    /** So many files are kept beside the one that grows. */
    JsonLines(Path file, Class<T> type, int kept, long maxBytes) {
        this.file = file;
        this.type = type;
        this.kept = kept;
        this.maxBytes = maxBytes;
    }

    private Path aside(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /**
     * Reads what was there at the start; whatever lies in its place, it stops nobody.
     *
     * @param count of the last lines
     * @param each gets them, the oldest first
     * @return what was wrong with the file, one sentence; empty when nothing was
     */
    String last(int count, Consumer<T> each) {
        try {
            OwnFile.tighten(file, OwnFile.SHARED);
            for (int i = 1; i <= kept; i++) {
                OwnFile.tighten(aside(i), OwnFile.SHARED);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the rights of {0} stay as they are: {1}", file, e.toString());
        }
        // Each byte a character: a byte that is no UTF-8 spoils its own line only.
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            var last = new ArrayDeque<String>();
            lines.forEach(line -> {
                last.add(line);
                if (last.size() > count) {
                    last.removeFirst();
                }
            });
            last.forEach(line -> understand(line, each));
            torn = endsTorn();
            return "";
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException | UncheckedIOException e) {
            String what = file + " cannot be read (" + e.getMessage() + "); " + JsonFile.setAside(file)
                    .map(aside -> "it is kept as " + aside + " and a new one begins").orElse("remove it");
            LOG.log(System.Logger.Level.WARNING, "{0}", what);
            return what;
        }
    }

    private void understand(String line, Consumer<T> each) {
        try {
            each.accept(
                    Json.read(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8), type));
        } catch (JsonParseException e) {
            // The last line before a crash may be half a line.
            LOG.log(System.Logger.Level.DEBUG, "{0}: a line is not understood: {1}", file, e.getMessage());
        }
    }

    private boolean endsTorn() throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            if (channel.size() == 0) {
                return false;
            }
            channel.position(channel.size() - 1);
            var last = ByteBuffer.allocate(1);
            return channel.read(last) == 1 && last.get(0) != '\n';
        }
    }

    void append(T one) throws IOException {
        if (Files.exists(file) && Files.size(file) > maxBytes) {
            for (int i = kept; i > 1; i--) {
                if (Files.exists(aside(i - 1))) {
                    Files.move(aside(i - 1), aside(i), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(file, aside(1), StandardCopyOption.REPLACE_EXISTING);
            torn = false;
        }
        String line = (torn ? "\n" : "") + Json.write(one) + "\n";
        OwnFile.folder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        try (FileChannel channel = OwnFile.append(file)) {
            torn = true;
            OwnFile.write(channel, line.getBytes(StandardCharsets.UTF_8));
        }
        torn = false;
    }
}
