package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.JsonFile;
import io.arapaima.manager.memory.StateDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The one trial that may be pending, in {@code trial.json} of the state folder. Used by the desk's thread; others may look. */
final class Trials {
    /** So long a trial waits for the disk that has to know of it. */
    private static final Duration FOR_THE_DISK = Duration.ofSeconds(5);

    private final JsonFile<Trial> file;
    private final StateDisk disk;
    private volatile Trial current = Trial.NONE;

    Trials(Path state, StateDisk disk) {
        this.file = file(state);
        this.disk = disk;
    }

    private static JsonFile<Trial> file(Path state) {
        return new JsonFile<>(state.resolve("trial.json"), Trial.NONE);
    }

    static Path revisions(Path state) {
        return state.resolve("revisions");
    }

    /** {@return what was wrong with the file, one sentence at most} */
    List<String> load() {
        JsonFile.Found<Trial> found = file.load();
        current = found.value();
        return found.damage().isEmpty() ? List.of() : List.of(found.damage());
    }

    Trial current() {
        return current;
    }

    boolean pending() {
        return current.pending();
    }

    FileReason waits() {
        return current.waits();
    }

    /** {@return whether the disk knows of it; if not, there is none} */
    boolean begin(Trial trial) {
        save(trial);
        boolean known = known();
        if (!known) {
            end();
        }
        return known;
    }

    /** Makes another one count again. */
    void restore(Trial trial) {
        if (!current.equals(trial)) {
            save(trial);
        }
    }

    void end() {
        if (current.pending()) {
            save(Trial.NONE);
        }
    }

    /** {@return whether the disk knows what holds now, after some seconds at most} */
    boolean known() {
        return disk.written(FOR_THE_DISK).join();
    }

    private void save(Trial trial) {
        current = trial;
        disk.submit("trial of lvs.cf", () -> file.save(current));
    }

    /** What {@link ConfigDesk#returnAtStart} does. */
    static Optional<String> returnAtStart(Path state, Path config, Instant now) {
        Trial trial = file(state).load().value();
        if (!trial.pending() || !trial.left(now).isZero()) {
            return Optional.empty();
        }
        try {
            if (!HexFormat.of().formatHex(LvsConfFile.load(config).sha256()).equals(trial.sha256())) {
                return Optional.empty();
            }
            Revisions.read(revisions(state), trial.back(), config).write();
            return Optional.of(English.of(trial.lapsed()) + ": " + config + " is revision " + trial.back() + " again");
        } catch (IOException e) {
            return Optional.of(English.of(trial.lapsed()) + " and cannot go back: " + e.getMessage());
        }
    }
}
