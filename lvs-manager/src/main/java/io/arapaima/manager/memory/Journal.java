package io.arapaima.manager.memory;

import io.arapaima.ipc.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Every event, one JSON object a line, for people and scripts. The newest are kept at hand, and may be asked for by any thread;
 * one thread appends.
 */
public final class Journal {
    /** What {@code lvsctl events} can show without reading files. */
    public static final int AT_HAND = 1000;

    private final JsonLines<Event> lines;
    private final Deque<Event> recent = new ArrayDeque<>();
    private final String damage;

    /** Opens it; whatever lies in its place, it stops nobody. */
    public Journal(Path folder) {
        this.lines = new JsonLines<>(folder.resolve("events.jsonl"), Event.class, 1, JsonLines.MAX_BYTES);
        this.damage = lines.last(AT_HAND, recent::add);
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
        lines.append(event);
    }

    synchronized List<Event> last(int count) {
        return recent.stream().skip(Math.max(0, recent.size() - count)).toList();
    }

    /** Number of the newest event at hand; 0 without one. */
    synchronized long newest() {
        return recent.isEmpty() ? 0 : recent.getLast().seq();
    }
}
