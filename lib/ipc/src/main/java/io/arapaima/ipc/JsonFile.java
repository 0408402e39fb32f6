package io.arapaima.ipc;

import com.google.gson.JsonParseException;
import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One record on disk, old or new and never half of it. Whatever lies in its place keeps nobody from starting: serving goes before
 * remembering. It begins with the version of its form. What an earlier program wrote is read: a component that is missing is empty, one
 * that is unknown is skipped, and no version at all is version 1. A file whose version is later than this program's may mean
 * something else by the same words: it is set aside, which is reported.
 *
 * @param <T> the record
 * @param file where
 * @param empty what holds before the first, and for each component that cannot be understood
 * @param version of the form that is written; grows when a component gets another meaning, not when one is added
 */
public record JsonFile<T extends Record>(Path file, T empty, int version) {
    private static final int FIRST = 1;
    private static final System.Logger LOG = System.getLogger("state");
    private static final int MOST_KEPT = 10;

    /**
     * A file of version 1.
     *
     * @param file where
     * @param empty what holds before the first
     */
    public JsonFile(Path file, T empty) {
        this(file, empty, FIRST);
    }

    /** The one component that every version has. */
    private record Head(int version) {}

    /**
     * What was read.
     *
     * @param <T> the record
     * @param value usable in any case
     * @param damage what was wrong, what was lost and where the file is now, one sentence; empty when nothing was
     */
    public record Found<T>(T value, String damage) {}

    /** {@return what is there; a file that cannot be understood is set aside, and what can be used of it is used} */
    public Found<T> load() {
        Path beside = WholeFile.beside(file);
        if (Files.isDirectory(beside)) {
            setAside(beside); // nothing could be written as long as it is there
        }
        String text;
        try {
            OwnFile.tighten(file, OwnFile.SHARED);
            // Bytes that are no UTF-8 become a sign of their own, which spoils one word and not the file.
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return new Found<>(empty, "");
        } catch (IOException e) {
            return damaged(empty, "cannot be read (" + e.getMessage() + ")");
        }
        try {
            int written = Json.read(text, Head.class).version();
            if (written > version) {
                return damaged(empty, "was written by a later program, in form " + written
                        + ", and this one reads forms up to " + version + "; nothing of it is used", "");
            }
            return new Found<>(Json.read(text, type()), "");
        } catch (JsonParseException e) {
            List<String> lost = new ArrayList<>();
            T rest = Json.salvage(text, empty, lost);
            return damaged(rest, "cannot be understood; "
                    + (lost.isEmpty() ? "nothing is lost" : "lost: " + String.join(", ", lost)));
        }
    }

    @SuppressWarnings("unchecked") // a record's class is final
    private Class<T> type() {
        return (Class<T>) empty.getClass();
    }

    private Found<T> damaged(T rest, String what) {
        return damaged(rest, what, ", and everything else is used");
    }

    private Found<T> damaged(T rest, String what, String used) {
        String damage = file + " " + what + "; " + setAside(file)
                .map(aside -> "it is kept as " + aside + used)
                .orElse("it cannot be renamed" + used + "; remove it");
        LOG.log(System.Logger.Level.WARNING, "{0}", damage);
        return new Found<>(rest, damage);
    }

    /**
     * Makes room for a new file.
     *
     * @param file whatever is in its place, a folder perhaps
     * @return where it is now; empty when it cannot be moved
     */
    public static Optional<Path> setAside(Path file) {
        for (int i = 1; i <= MOST_KEPT; i++) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable" + (i == 1 ? "" : "." + i));
            try {
                return Optional.of(Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING));
            } catch (FileSystemException e) {
                // A folder of an earlier time is in the way, perhaps; the next name.
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Replaces it.
     *
     * @param state the new record
     * @throws IOException if that fails; the file is then as before
     */
    public void save(T state) throws IOException {
        WholeFile.write(file, versioned(Json.write(state), version));
    }

    /**
     * Puts the version of its form before a record.
     *
     * @param json a record, as {@link Json#write} makes it
     * @param version of the form
     * @return the same with a first component {@code version}
     */
    public static String versioned(String json, int version) {
        return "{\"version\":" + version + (json.equals("{}") ? "" : ",") + json.substring(1);
    }
}
