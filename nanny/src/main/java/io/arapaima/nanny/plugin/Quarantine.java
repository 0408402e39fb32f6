package io.arapaima.nanny.plugin;

import io.arapaima.check.FailureWords;
import io.arapaima.daemon.WholeFile;
import io.arapaima.ipc.JsonFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The plugins for which this process, or one before it, had to end. The next one loads them and confines them from its start,
 * so that all others are run. That ends by itself: after two minutes, after four when the same file is at it again, and so
 * on up to an hour; a file that stays good for an hour is forgotten, as is one that is replaced or looked at by hand. A line
 * of the file is one plugin; a line that cannot be read is passed over, and one with a path alone, as before 2026-12, counts
 * from now. Thread-safe.
 */
public final class Quarantine {
    static final Duration FIRST = Duration.ofMinutes(2);
    static final Duration MOST = Duration.ofHours(1);
    /** So many doublings are more than {@link #MOST}. */
    private static final int MOST_DOUBLINGS = 10;
    private static final int FIELDS = 5;
    private static final System.Logger LOG = System.getLogger("nanny");

    private final Optional<Path> file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** One plugin: which bytes they were, how often the engine has ended for it, and until when it is confined. */
    private record Entry(Instant until, int times, String stamp, String why) {
        String line(String path) {
            return until + "\t" + times + "\t" + stamp + "\t" + why.replaceAll("\\s", " ") + "\t" + path;
        }
    }

    /** Reads what is in force. Without a state folder nothing is remembered. */
    public Quarantine(Optional<Path> stateFolder, Instant now) {
        this.file = stateFolder.map(folder -> folder.resolve("quarantine"));
        file.filter(Files::exists).ifPresent(from -> read(from, now));
    }

    private void read(Path from, Instant now) {
        try {
            // Foreign bytes cost their own line.
            new String(Files.readAllBytes(from), StandardCharsets.UTF_8).lines().forEach(line -> read(line, now));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be used ({1}), so no plugin is confined; {2}", from, FailureWords.of(e),
                    JsonFile.setAside(from).map(aside -> "it is kept as " + aside).orElse("remove it"));
        }
    }

    private void read(String line, Instant now) {
        String[] fields = line.split("\t", FIELDS);
        try {
            if (fields.length == FIELDS) {
                var entry = new Entry(Instant.parse(fields[0]), Integer.parseInt(fields[1]), fields[2], fields[3]);
                // A clock that was set back must not confine anybody for years.
                Instant end = now.plus(MOST).isBefore(entry.until()) ? now.plus(MOST) : entry.until();
                if (now.isBefore(end.plus(MOST))) {
                    entries.put(fields[4], new Entry(end, Math.max(1, entry.times()), entry.stamp(), entry.why()));
                }
            } else if (line.startsWith("/") && fields.length == 1) {
                entries.put(line, new Entry(now.plus(FIRST), 1, stamp(Path.of(line)),
                        "it used up the memory of the engine, which had to end"));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "the quarantine has a line that cannot be read: {0}", e.getMessage());
        }
    }

    /** {@return until when and why this plugin is confined; empty when it is not} */
    synchronized Optional<Conduct.Sentence> sentence(Path plugin, Instant now) {
        Entry entry = entries.get(plugin.toString());
        return entry == null || !entry.stamp().equals(stamp(plugin)) || !now.isBefore(entry.until())
                ? Optional.empty()
                : Optional.of(new Conduct.Sentence(entry.until(), entry.why()));
    }

    /**
     * Confines plugins in the next process.
     *
     * @param why one sentence
     */
    public synchronized void confine(Collection<Path> plugins, String why, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        for (Path plugin : plugins) {
            String stamp = stamp(plugin);
            Entry before = entries.get(plugin.toString());
            int times = before != null && before.stamp().equals(stamp) ? before.times() + 1 : 1;
            Duration time = FIRST.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
            entries.put(plugin.toString(),
                    new Entry(second.plus(time.compareTo(MOST) > 0 ? MOST : time), times, stamp, why));
        }
        if (!plugins.isEmpty()) {
            write();
        }
    }

    /** A look by hand gives everybody another chance. */
    synchronized void forget() {
        if (!entries.isEmpty()) {
            entries.clear();
            write();
        }
    }

    private void write() {
        if (file.isEmpty()) {
            return;
        }
        try {
            WholeFile.write(file.get(), String.join("",
                    entries.entrySet().stream().map(e -> e.getValue().line(e.getKey()) + "\n").toList()));
        } catch (IOException e) {
            LOG.log(Level.ERROR, "cannot note which plugins are confined: {0}", FailureWords.of(e));
        }
    }

    /** What is another when the file is another. */
    private static String stamp(Path plugin) {
        try {
            var attributes = Files.readAttributes(plugin, BasicFileAttributes.class);
            return attributes.size() + ":" + attributes.lastModifiedTime().toMillis();
        } catch (IOException e) {
            return "?";
        }
    }
}
