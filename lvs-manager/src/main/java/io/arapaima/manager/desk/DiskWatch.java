package io.arapaima.manager.desk;

import io.arapaima.ipc.DirectorSnapshot.OtherFile;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.FileReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether lvs.cf on the disk is the one in force, and whether somebody tried in vain to take it into use. A file that looks as it
 * did is not read again. Used by the desk's thread.
 */
final class DiskWatch {
    private final Archive archive;
    private final Path file;
    private @Nullable Looks compared;
    private ConfigSource.@Nullable Loaded comparedWith;
    private boolean differs;
    private Optional<Refused> refused = Optional.empty();

    private record Looks(FileTime changed, long size, String key) {}

    private record Refused(Instant at, String why) {}

    DiskWatch(Archive archive, Path file) {
        this.archive = archive;
        this.file = file;
    }

    /** It was to be taken into use, and was not. */
    void refused(Instant now, FileReason why) {
        refused = Optional.of(new Refused(now, English.of(why)));
    }

    /** Something else is in force since, so what was said of a file is over. */
    void taken() {
        refused = Optional.empty();
    }

    /** {@return what the file is to the one in force; empty when it is the same} */
    @SuppressWarnings("ReferenceEquality") // as long as it is in force it is this very object
    Optional<OtherFile> look(ConfigSource.Loaded inForce) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            var looks = new Looks(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
            if (!looks.equals(compared) || inForce != comparedWith) {
                differs = archive.onDisk().filter(disk -> !disk.sameBytes(inForce.file())).isPresent();
                compared = looks;
                comparedWith = inForce;
            }
        } catch (IOException e) {
            return Optional.of(new OtherFile(true, Optional.empty(), "it cannot be read: " + e));
        }
        return differs || refused.isPresent()
                ? Optional.of(new OtherFile(differs, refused.map(Refused::at), refused.map(Refused::why).orElse("")))
                : Optional.empty();
    }
}
