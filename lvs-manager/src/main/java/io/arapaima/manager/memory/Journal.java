package io.arapaima.manager.memory;

import com.google.gson.JsonParseException;
import io.arapaima.daemon.OwnFile;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.JsonFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Every event, one JSON object a line, for people and scripts. The newest are kept at hand, and may be asked for by any thread;
 * one thread appends.
 */
public final class Journal {
    /** What {@code lvsctl events} can show without reading files. */
    public static final int AT_HAND = 1000;
    /** Then the file is set aside as {@code events.jsonl.1}: some 50,000 events. */
    private static final long MAX_BYTES = 16L << 20;

    private static final System.Logger LOG = System.getLogger("lvs");

    private final Path file;
    private final Deque<Event> recent = new ArrayDeque<>();
    private final String damage;
    /** The last line on the disk may be half a line. */
    private boolean torn;

    /** Opens it; whatever lies in its place, it stops nobody. */
    public Journal(Path folder) {
        this.file = folder.resolve("events.jsonl");
        this.damage = remember();
    }

    private String remember() {
        try {
            OwnFile.tighten(file, OwnFile.SHARED);
            OwnFile.tighten(file.resolveSibling("events.jsonl.1"), OwnFile.SHARED);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the rights of {0} stay as they are: {1}", file, e.toString());
        }
        // Each byte a character: a byte that is no UTF-8 spoils its own line only.
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            var last = new ArrayDeque<String>();
            lines.forEach(line -> {
                last.add(line);
                if (last.size() > AT_HAND) {
                    last.removeFirst();
                }
            });
            last.forEach(this::remember);
            torn = endsTorn();
            return "";
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException | java.io.UncheckedIOException e) {
            String what = file + " cannot be read (" + e.getMessage() + "); " + JsonFile.setAside(file)
                    .map(aside -> "it is kept as " + aside + " and a new one begins").orElse("remove it");
            LOG.log(System.Logger.Level.WARNING, "{0}", what);
            return what;
        }
    }

    private boolean endsTorn() throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            if (channel.size() == 0) {
                return false;
            }
            channel.position(channel.size() - 1);
            var last = java.nio.ByteBuffer.allocate(1);
            return channel.read(last) == 1 && last.get(0) != '\n';
        }
    }

    private void remember(String line) {
        try {
            remember(Json.read(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                    Event.class));
        } catch (JsonParseException e) {
            // The last line before a crash may be half a line; the event itself is safe in the state.
            LOG.log(System.Logger.Level.DEBUG, "{0}: a line is not an event: {1}", file, e.getMessage());
        }
    }

    /** {@return what was wrong with the file, one sentence; empty when nothing was} */
    String damage() {
        return damage;
    }

    /** Has an event at hand; {@link #append} brings it to the disk. */
    synchronized void remember(Event event) {
        recent.add(event);
        if (recent.size() > AT_HAND) {
            recent.removeFirst();
        }
    }

    public void append(Event event) throws IOException {
        if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
            Files.move(file, file.resolveSibling("events.jsonl.1"), StandardCopyOption.REPLACE_EXISTING);
            torn = false;
        }
        String line = (torn ? "\n" : "") + Json.write(event) + "\n";
        torn = true;
        OwnFile.folder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        try (FileChannel channel = OwnFile.append(file)) {
            OwnFile.write(channel, line.getBytes(StandardCharsets.UTF_8));
        }
        torn = false;
    }

    synchronized List<Event> last(int count) {
        return recent.stream().skip(Math.max(0, recent.size() - count)).toList();
    }

    /** Number of the newest event at hand; 0 without one. */
    synchronized long newest() {
        return recent.isEmpty() ? 0 : recent.getLast().seq();
    }
}
