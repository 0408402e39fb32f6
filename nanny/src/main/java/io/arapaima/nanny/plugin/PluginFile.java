package io.arapaima.nanny.plugin;

import io.arapaima.check.FailureWords;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.ipc.PluginCheck;
import io.arapaima.ipc.PluginCheck.Fault;
import io.arapaima.ipc.PluginCheck.State;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One jar in a plugins folder: what it looked like, and what was loaded of it. For whoever holds the folder's lock. */
final class PluginFile {
    static final String CURE = "put a corrected plugin jar in its place or remove it";
    private static final String FIX = "fix the plugin and put it into the plugins folder again";

    private static final int MOST_REPAIRS = 3;
    private static final Duration REPAIR_WINDOW = Duration.ofHours(1);
    private static final System.Logger LOG = System.getLogger("nanny");

    /** A new version is new for so long; what goes wrong later has another cause, so the version before would not help. */
    static final Duration PROBATION = Duration.ofMinutes(10);
    /** One probe may have met something odd; three in the first minutes have not. */
    static final int PROBATION_FAULTS = 3;

    final Path path;
    private final List<Instant> repairs = new ArrayList<>();
    private boolean wentBack;
    private @Nullable Stamp stamp;
    private boolean tried;
    private Instant since = Instant.EPOCH;
    private String refusal = "";
    private @Nullable Before before;
    @Nullable
    LoadedPlugin plugin;

    PluginFile(Path path) {
        this.path = path;
    }

    /** The version that was in use before: its private copy, and what it is called. */
    record Before(Path copy, String version) {
        String insteadOf(LoadedPlugin bad) {
            return "version " + bad.version()
                    + " is not used, because its probes do not end at their deadline; version "
                    + version + ", which was in use before, is in use again";
        }
    }

    /** What changes when a file does; a file that is put in place by renaming has another key. */
    private record Stamp(long bytes, FileTime changedAt, Optional<Object> key) {
        static Stamp of(Path path) throws IOException {
            var file = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(file.size(), file.lastModifiedTime(), Optional.ofNullable(file.fileKey()));
        }
    }

    /**
     * Looks at the file again.
     *
     * @param atOnce true = what is there now is loaded now, and tried again if it was refused; false = only when it looks as
     *     it did at the last look, because somebody may still be writing
     * @return true when it shall be loaded
     */
    boolean due(boolean atOnce) throws IOException {
        Stamp now = Stamp.of(path);
        boolean still = now.equals(stamp);
        if (!still || (atOnce && !refusal.isEmpty())) {
            stamp = now;
            tried = false;
        }
        if (tried || !(still || atOnce)) {
            return false;
        }
        tried = true;
        return true;
    }

    /** It could not be read, which says nothing about it: it is due again at the next look. */
    void again() {
        tried = false;
    }

    /**
     * Whether a class of what is in use is dead for good, so that it is to be loaded anew. Not more often than a few times an
     * hour: what fails each time is not helped by that.
     */
    boolean brokenDown(Instant now) {
        if (plugin == null || wentBack || !plugin.conduct().brokenDown()) {
            return false;
        }
        repairs.removeIf(at -> at.isBefore(now.minus(REPAIR_WINDOW)));
        if (repairs.size() >= MOST_REPAIRS) {
            return false;
        }
        repairs.add(now);
        LOG.log(Level.WARNING, "plugin {0} is loaded anew: a class of it could not be initialised", path.getFileName());
        return true;
    }

    /** What the engine ended for is tried again. */
    void release() {
        if (plugin != null) {
            plugin.conduct().sentence(Optional.empty());
        }
    }

    /** Keeps a copy of the version in use, before another takes its place; one that has ignored deadlines is not worth it. */
    void keepBefore(Path folder) {
        LoadedPlugin old = plugin;
        if (old == null || !old.isCopy() || old.conduct().faults() > 0) {
            return;
        }
        Path copy = folder.resolve("before-" + path.getFileName());
        try {
            Files.copy(old.copy(), copy, StandardCopyOption.REPLACE_EXISTING);
            before = new Before(copy, old.version());
        } catch (IOException e) {
            before = null;
            LOG.log(Level.WARNING,
                    "no copy of the version before of {0} could be kept, so there is no way back to it: {1}",
                    path.getFileName(), FailureWords.of(e));
        }
    }

    /** {@return the version before, if the one in use is new and has ignored its deadline again and again} */
    Optional<Before> wantedBack(Instant now) {
        LoadedPlugin fresh = plugin;
        return Optional.ofNullable(before).filter(_ -> fresh != null && refusal.isEmpty()
                && fresh.conduct().faults() >= PROBATION_FAULTS && now.isBefore(since.plus(PROBATION)));
    }

    /** {@return whether the version in use is not the one in the file, which was loaded and proved bad} */
    boolean wentBack() {
        return wentBack;
    }

    /** The version before is in use again, and what is in the file is not tried until it changes or somebody asks. */
    void wentBack(LoadedPlugin old, String why, Instant now) {
        loaded(old, now);
        refused(why, now);
        wentBack = true;
    }

    /** {@return the checks of what is loaded} */
    List<OfferedCheck> checks() {
        return plugin == null ? List.of() : plugin.checks();
    }

    void loaded(LoadedPlugin fresh, Instant now) {
        wentBack = false;
        plugin = fresh;
        refusal = "";
        since = now;
    }

    /** Nothing of what is in the file now can be used; what was loaded before stays in use. */
    void refused(String why, Instant now) {
        refusal = why;
        since = now;
    }

    /**
     * What is done with it.
     *
     * @param owners by the names of the checks in use, the files that they come from
     * @return its checks; a file without any as one entry
     */
    List<PluginCheck> report(Map<String, Path> owners) {
        LoadedPlugin loaded = plugin;
        if (loaded == null) {
            return refusal.isEmpty()
                    ? List.of()
                    : List.of(new PluginCheck("", State.REFUSED, "", path.toString(), since, "", List.of(),
                            Optional.of(new Fault(refusal, CURE)), false, List.of()));
        }
        return loaded.checks().stream().map(check -> {
            String objection = check.conduct().objection(System.nanoTime());
            if (!refusal.isEmpty()) {
                return entry(loaded, check, State.KEPT, Optional.of(new Fault(refusal, CURE)));
            } else if (!path.equals(owners.get(check.name()))) {
                return entry(loaded, check, State.HIDDEN, Optional.of(new Fault(owners.get(check.name())
                        + " offers a check of this name too and is in use", "remove one of the two files")));
            } else if (!objection.isEmpty()) {
                return entry(loaded, check, State.CONFINED, Optional.of(new Fault(objection, FIX)));
            }
            return entry(loaded, check, State.IN_USE,
                    check.conduct().fault(check.name(), Instant.now()).map(text -> new Fault(text, FIX)));
        }).toList();
    }

    private PluginCheck entry(LoadedPlugin loaded, OfferedCheck check, State state, Optional<Fault> fault) {
        CheckDeclaration declared = check.declaration();
        return new PluginCheck(declared.name(), state, loaded.version(), path.toString(), since, declared.sentence(),
                declared.options(), fault, declared.routed(), declared.rules());
    }
}
