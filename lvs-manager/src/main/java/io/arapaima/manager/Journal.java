package io.arapaima.manager;

import com.google.gson.JsonParseException;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Every event, one JSON object a line, for people and scripts. The newest are kept at hand. Used by one thread. */
final class Journal {
    /** What {@code lvsctl events} can show without reading files. */
    static final int AT_HAND = 1000;
    /** Then the file is set aside as {@code events.jsonl.1}: some 50,000 events. */
    private static final long MAX_BYTES = 16L << 20;

    private static final System.Logger LOG = System.getLogger("lvs");

    private final Path file;
    private final Deque<Event> recent = new ArrayDeque<>();

    Journal(Path folder) throws IOException {
        this.file = folder.resolve("events.jsonl");
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            lines.subList(Math.max(0, lines.size() - AT_HAND), lines.size()).forEach(this::remember);
        }
    }

    private void remember(String line) {
        try {
            recent.add(Json.read(line, Event.class));
        } catch (JsonParseException e) {
            // The last line before a crash may be half a line; the event itself is safe in the state.
            LOG.log(System.Logger.Level.DEBUG, "{0}: a line is not an event: {1}", file, e.getMessage());
        }
    }

    void append(Event event) throws IOException {
        recent.add(event);
        if (recent.size() > AT_HAND) {
            recent.removeFirst();
        }
        if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
            Files.move(file, file.resolveSibling("events.jsonl.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(file, Json.write(event) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<Event> last(int count) {
        return recent.stream().skip(Math.max(0, recent.size() - count)).toList();
    }

    /** Number of the newest event on disk; 0 without one. */
    long newest() {
        return recent.isEmpty() ? 0 : recent.getLast().seq();
    }
}
