package io.arapaima.manager.memory;

import io.arapaima.ipc.AuditEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Who did what, in {@code audit.jsonl} and in the log. Whoever records waits for no disk: the thread that writes the state folder appends, and
 * a disk that takes none is a trouble of that folder. Thread-safe.
 */
public final class AuditLog {
    /** What {@code lvsctl audit} can show without reading files. */
    public static final int AT_HAND = 1000;
    /** So many files beside the one that grows: some 100,000 requests. */
    private static final int KEPT = 4;
    /** So many entries wait for a disk that takes none; of those behind them the log alone knows. */
    private static final int MOST_WAITING = 10_000;
    private static final System.Logger LOG = System.getLogger("audit");

    private final JsonLines<AuditEntry> lines;
    private final StateDisk disk;
    private final Deque<AuditEntry> recent = new ArrayDeque<>();
    private final Deque<AuditEntry> unwritten = new ArrayDeque<>();
    private long newest;

    /** Opens it; whatever lies in its place, it stops nobody. */
    public AuditLog(Path folder, StateDisk disk) {
        this(folder, disk, JsonLines.MAX_BYTES);
    }

    AuditLog(Path folder, StateDisk disk, long maxBytes) {
        this.lines = new JsonLines<>(folder.resolve("audit.jsonl"), AuditEntry.class, KEPT, maxBytes);
        this.disk = disk;
        var _ = lines.last(AT_HAND, recent::add);
        this.newest = recent.isEmpty() ? 0 : recent.getLast().seq();
    }

    /** Numbers an entry and keeps it; returns at once. */
    public void record(AuditEntry entry) {
        AuditEntry numbered;
        synchronized (this) {
            newest++;
            numbered = entry.numbered(newest);
            recent.add(numbered);
            if (recent.size() > AT_HAND) {
                recent.removeFirst();
            }
            if (unwritten.size() < MOST_WAITING) {
                unwritten.add(numbered);
            }
        }
        LOG.log(numbered.result() == AuditEntry.Result.DONE ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                "{0}", numbered.line());
        disk.submit("audit", this::write);
    }

    private void write() throws IOException {
        for (AuditEntry next = first(); next != null; next = first()) {
            lines.append(next);
            synchronized (this) {
                unwritten.removeFirst();
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable AuditEntry first() {
        return unwritten.peekFirst();
    }

    /**
     * Looks back.
     *
     * @param count how many at most
     * @param before only entries with a smaller number; 0 = the newest
     * @return the oldest first
     */
    public synchronized List<AuditEntry> last(int count, long before) {
        List<AuditEntry> older = recent.stream().filter(entry -> before <= 0 || entry.seq() < before).toList();
        return older.subList(Math.max(0, older.size() - Math.clamp(count, 0, AT_HAND)), older.size());
    }
}
