package io.arapaima.web.access;

import com.google.gson.JsonParseException;
import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The file of users and tokens, {@code web-users.json} of the state folder, readable by web-ui's user alone. The daemon and the
 * commands beside it ({@code piranha-passwd}) both write it: whoever changes it holds a lock, reads it anew and replaces it. The daemon sees
 * a change at the next request. Thread-safe.
 */
public final class Users {
    private final Path file;
    private final Path lock;
    private final Object changing = new Object();
    private volatile Seen seen = new Seen(Stamp.NONE, UserFile.EMPTY);

    /** A file's version, as far as can be told without reading it. */
    private record Stamp(FileTime modified, long size, String key) {
        static final Stamp NONE = new Stamp(FileTime.fromMillis(0), -1, "");
    }

    private record Seen(Stamp stamp, UserFile content) {}

    /**
     * Names the file, and reads nothing yet.
     *
     * @param state web-ui's state folder
     */
    public Users(Path state) {
        this.file = state.resolve("web-users.json");
        this.lock = state.resolve("web-users.lock");
    }

    /**
     * Who may come in now.
     *
     * @return the file's content; empty where there is no file yet
     * @throws IOException if it cannot be read, or was written by a later version; nobody may come in then
     */
    public UserFile read() throws IOException {
        Stamp now = stamp();
        Seen last = seen;
        if (!last.stamp().equals(now)) {
            last = new Seen(now, now.equals(Stamp.NONE) ? UserFile.EMPTY : parse(Files.readString(file)));
            seen = last;
        }
        return last.content();
    }

    private Stamp stamp() throws IOException {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(is.lastModifiedTime(), is.size(), String.valueOf(is.fileKey()));
        } catch (NoSuchFileException e) {
            return Stamp.NONE;
        }
    }

    private UserFile parse(String text) throws IOException {
        try {
            UserFile content = Json.read(text, UserFile.class);
            if (content.version() != UserFile.VERSION) {
                throw new IOException(file + " is of version " + content.version() + ", and this program reads "
                        + UserFile.VERSION);
            }
            return content;
        } catch (JsonParseException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Changes it.
     *
     * @param change from what is there to what shall be; may throw to leave it as it is
     * @return what is there now
     * @throws IOException if it cannot be read or written; it is then as before
     */
    public UserFile change(UnaryOperator<UserFile> change) throws IOException {
        OwnFile.privateFolder(folder());
        synchronized (changing) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                UserFile before = read();
                UserFile after = change.apply(before);
                if (!after.equals(before)) {
                    WholeFile.write(file, Json.write(after).getBytes(StandardCharsets.UTF_8), OwnFile.PRIVATE);
                }
                Owner.same(folder(), file, lock);
                return after;
            }
        }
    }

    private Path folder() {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    }
}
