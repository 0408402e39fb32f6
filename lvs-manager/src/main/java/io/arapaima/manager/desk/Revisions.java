package io.arapaima.manager.desk;

import com.google.gson.JsonParseException;
import io.arapaima.config.LvsConfFile;
import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.JsonFile;
import io.arapaima.ipc.reason.Revision;
import io.arapaima.manager.memory.StateDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last revisions of lvs.cf that were in force, a file each: one line about it, then its bytes. Passwords may stand in them, so the
 * folder is its owner's alone. At most 100 of them and 64 MiB, but always two. Used by the desk's thread; the state folder's
 * writer brings them to the disk.
 */
final class Revisions {
    static final int MOST = 100;
    static final long MOST_BYTES = 64 << 20;
    /** What is written; what earlier programs wrote is read, what a later one wrote is not. */
    static final int VERSION = 1;
    private static final int FEWEST = 2;
    private static final int MAX_HEAD = 1 << 14;
    private static final Pattern NAME = Pattern.compile("(\\d{6,9})\\.rev");

    private final Path folder;
    private final LvsConfFile shape;
    private final StateDisk disk;
    private final int most;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<Integer, Revision> known = new TreeMap<>();
    private final Map<Integer, byte[]> unwritten = new TreeMap<>();

    /** The first component of each file's first line. */
    private record Head(int version) {}

    /**
     * @param folder of the revisions; need not exist
     * @param config where lvs.cf is
     */
    Revisions(Path folder, Path config, StateDisk disk) {
        this(folder, config, disk, MOST, MOST_BYTES);
    }

    Revisions(Path folder, Path config, StateDisk disk, int most, long mostBytes) {
        this.folder = folder;
        this.shape = LvsConfFile.of(config, new byte[0]);
        this.disk = disk;
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** {@return what was wrong with the folder, a sentence each; that is set aside, and everything else is used} */
    List<String> load() {
        List<String> damage = new ArrayList<>();
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            damage.add(aside(folder, "is no folder"));
        }
        if (!Files.isDirectory(folder)) {
            return damage;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    load(file, Integer.parseInt(name.group(1))).ifPresent(damage::add);
                }
            }
        } catch (IOException e) {
            damage.add(folder + " cannot be read: " + e + "; earlier revisions are not at hand");
        }
        return damage;
    }

    private Optional<String> load(Path file, int number) {
        try {
            byte[] whole = Files.readAllBytes(file);
            Revision found = head(whole);
            if (found.number() != number || !HexFormat.of().formatHex(body(whole).sha256()).equals(found.sha256())) {
                return Optional.of(aside(file, "is damaged: its contents do not have its digest"));
            }
            lock.lock();
            try {
                known.put(number, found);
            } finally {
                lock.unlock();
            }
            return Optional.empty();
        } catch (IOException | JsonParseException e) {
            return Optional.of(aside(file, "cannot be used: " + e.getMessage()));
        }
    }

    private static Revision head(byte[] whole) {
        String head = new String(whole, 0, end(whole), StandardCharsets.UTF_8);
        int version = Json.read(head, Head.class).version();
        if (version > VERSION) {
            throw new JsonParseException("it was written by a later program, in form " + version
                    + ", and this one reads forms up to " + VERSION);
        }
        return Json.read(head, Revision.class);
    }

    private static int end(byte[] whole) {
        for (int i = 0; i < Math.min(whole.length, MAX_HEAD); i++) {
            if (whole[i] == '\n') {
                return i;
            }
        }
        throw new JsonParseException("it has no first line");
    }

    private LvsConfFile body(byte[] whole) {
        return LvsConfFile.of(shape.path(), Arrays.copyOfRange(whole, end(whole) + 1, whole.length));
    }

    private static String aside(Path file, String what) {
        return file + " " + what + "; " + JsonFile.setAside(file).map(kept -> "it is kept as " + kept)
                .orElse("it cannot be renamed; remove it");
    }

    List<Revision> all() {
        lock.lock();
        try {
            return List.copyOf(known.values());
        } finally {
            lock.unlock();
        }
    }

    Optional<Revision> newest() {
        List<Revision> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The number that the next one gets. */
    int next() {
        return newest().map(Revision::number).orElse(0) + 1;
    }

    /** Adds what is in force now. */
    void add(Revision revision, LvsConfFile file) {
        lock.lock();
        try {
            known.put(revision.number(), revision);
            unwritten.put(revision.number(), file.bytes());
            long bytes = known.values().stream().mapToLong(Revision::bytes).sum();
            while (known.size() > FEWEST && (known.size() > most || bytes > mostBytes)) {
                Revision oldest = known.firstEntry().getValue();
                bytes -= oldest.bytes();
                known.remove(oldest.number());
                unwritten.remove(oldest.number());
            }
        } finally {
            lock.unlock();
        }
        disk.submit("revisions", this::write);
    }

    /** The contents of one. */
    LvsConfFile file(int number) throws IOException {
        lock.lock();
        try {
            if (!known.containsKey(number)) {
                throw new IOException("there is no revision " + number + (known.isEmpty()
                        ? ""
                        : "; those from " + known.firstKey() + " to " + known.lastKey()
                                + " are kept, see lvsctl revisions"));
            }
            byte[] waiting = unwritten.get(number);
            if (waiting != null) {
                return LvsConfFile.of(shape.path(), waiting);
            }
        } finally {
            lock.unlock();
        }
        return read(folder, number, shape.path());
    }

    /** The contents of one, for who has no desk yet. */
    static LvsConfFile read(Path folder, int number, Path config) throws IOException {
        Path file = path(folder, number);
        byte[] whole = Files.readAllBytes(file);
        try {
            Revision found = head(whole);
            LvsConfFile body = LvsConfFile.of(config, Arrays.copyOfRange(whole, end(whole) + 1, whole.length));
            if (HexFormat.of().formatHex(body.sha256()).equals(found.sha256())) {
                return body;
            }
        } catch (JsonParseException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
        throw new IOException(file + " is damaged: its contents do not have its digest");
    }

    private static Path path(Path folder, int number) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.rev", number));
    }

    private void write() throws IOException {
        OwnFile.privateFolder(folder);
        while (true) {
            Map.Entry<Integer, byte[]> one;
            Revision revision;
            lock.lock();
            try {
                var first = unwritten.entrySet().stream().findFirst();
                if (first.isEmpty()) {
                    break;
                }
                one = Map.entry(first.get().getKey(), first.get().getValue());
                revision = Objects.requireNonNull(known.get(one.getKey()));
            } finally {
                lock.unlock();
            }
            WholeFile.write(path(folder, one.getKey()), contents(revision, one.getValue()), OwnFile.PRIVATE);
            lock.lock();
            try {
                unwritten.remove(one.getKey());
            } finally {
                lock.unlock();
            }
        }
        forget();
    }

    private static byte[] contents(Revision revision, byte[] body) {
        byte[] head = (JsonFile.versioned(Json.write(revision), VERSION) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private void forget() throws IOException {
        List<Integer> kept = all().stream().map(Revision::number).toList();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && !kept.contains(Integer.parseInt(name.group(1)))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
