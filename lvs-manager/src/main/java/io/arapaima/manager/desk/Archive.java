package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.FileReason;
import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Revision;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * lvs.cf in its three places: on the disk, in force, and kept. Used by the desk's thread.
 *
 * @param source on the disk
 * @param running in force
 * @param revisions kept
 * @param clock wall clock
 */
record Archive(ConfigSource source, RunningConfig running, Revisions revisions, InstantSource clock) {
    /** Who acts when nobody else does. */
    static final String SELF = "lvs-manager";
    static final String SUBJECT = "lvs.cf";

    static String sha256(LvsConfFile file) {
        return HexFormat.of().formatHex(file.sha256());
    }

    /** What the file says now; empty when it cannot be read. */
    Optional<LvsConfFile> onDisk() {
        try {
            return Optional.of(source.load());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes a file into use that is on the disk, and keeps it. */
    Message.Answer take(ConfigSource.Loaded loaded, FileReason how, String actor, String reason) {
        Message.Answer answer = running.adopt(loaded, how, actor).join();
        keep(loaded, actor, reason);
        return answer;
    }

    /** Remembers what is in force now, unless it is what was in force before. */
    void keep(ConfigSource.Loaded loaded, String actor, String reason) {
        String sha256 = sha256(loaded.file());
        if (revisions.newest().filter(r -> r.sha256().equals(sha256)).isEmpty()) {
            revisions.add(new Revision(revisions.next(), clock.instant(), actor, reason, loaded.config().serialNo(),
                    sha256, loaded.file().bytes().length), loaded.file());
        }
    }

    /** The contents of what has this name. */
    LvsConfFile named(String name, RunningConfig.InForce now) throws IOException {
        return switch (name) {
            case "running" -> now.loaded().file();
            case "file" -> source.load();
            default -> {
                if (!name.matches("\\d{1,9}")) {
                    throw new IOException("write the number of a revision, running or file, not " + name);
                }
                yield revisions.file(Integer.parseInt(name));
            }
        };
    }
}
