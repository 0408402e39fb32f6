package io.arapaima.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which kernel modules are in use, could be, or are not to be had. */
final class KernelModules {
    private static final Pattern FILE = Pattern.compile("([^/:]+)\\.ko(\\.(gz|xz|zst))?(:.*)?$");

    private final Machine machine;
    private final String release;
    private final Optional<String> folder;
    private final Set<String> loaded;
    private final Set<String> builtIn;
    private final Set<String> onDisk;
    private final List<String> options;
    private final String optionsFile;

    /** How a module is. */
    enum State {
        /** Loaded now. */
        LOADED,
        /** A fixed part of this kernel. */
        BUILT_IN,
        /** Can be loaded. */
        ON_DISK,
        /** Not to be had with this kernel. */
        ABSENT,
        /** Not to be seen from here, for example inside a container. */
        UNKNOWN
    }

    /**
     * What is known about one module.
     *
     * @param state how it is
     * @param value the same in words
     * @param source where that was read
     */
    record Known(State state, String value, String source) {
        boolean usable() {
            return state == State.LOADED || state == State.BUILT_IN;
        }
    }

    KernelModules(Machine machine) {
        this.machine = machine;
        this.release = machine.release();
        this.folder = List.of("/lib/modules/", "/usr/lib/modules/").stream().map(path -> path + release)
                .filter(path -> machine.exists(path + "/modules.dep")).findFirst();
        this.loaded = machine.lines("/proc/modules").stream().map(line -> line.split(" ", 2)[0])
                .collect(Collectors.toSet());
        this.builtIn = folder.map(path -> names(machine, path + "/modules.builtin")).orElse(Set.of());
        this.onDisk = folder.map(path -> names(machine, path + "/modules.dep")).orElse(Set.of());
        this.optionsFile = machine.exists("/proc/config.gz") ? "/proc/config.gz" : "/boot/config-" + release;
        this.options = machine.exists("/proc/config.gz") ? machine.unpacked(optionsFile) : machine.lines(optionsFile);
    }

    static Set<String> names(Machine machine, String list) {
        return machine.lines(list).stream().map(FILE::matcher).filter(Matcher::find)
                .map(found -> found.group(1).replace('-', '_')).collect(Collectors.toSet());
    }

    Known find(String name) {
        if (loaded.contains(name)) {
            return new Known(State.LOADED, "loaded", "/proc/modules");
        } else if (machine.exists("/sys/module/" + name)) {
            return new Known(State.BUILT_IN, "built in", "/sys/module/" + name);
        } else if (builtIn.contains(name)) {
            return new Known(State.BUILT_IN, "built in", folder.orElse("") + "/modules.builtin");
        } else if (onDisk.contains(name)) {
            return new Known(State.ON_DISK, "not loaded, but on disk", folder.orElse("") + "/modules.dep");
        }
        return byOption(name, "CONFIG_" + name.toUpperCase(Locale.ROOT));
    }

    private Known byOption(String name, String option) {
        if (options.contains(option + "=y")) {
            return new Known(State.BUILT_IN, "built in", optionsFile);
        } else if (!options.isEmpty() && !options.contains(option + "=m")) {
            return new Known(State.ABSENT, "kernel " + release + " was built without " + option, optionsFile);
        } else if (folder.isPresent()) {
            return new Known(State.ABSENT, "not there for kernel " + release, folder.get() + "/modules.dep");
        } else if (!machine.exists("/proc/modules")) {
            return new Known(State.ABSENT, "kernel " + release + " has no modules, and no " + name + " built in",
                    "/proc/modules, /sys/module");
        }
        return new Known(State.UNKNOWN, "not loaded; whether it can be, cannot be seen without /lib/modules/" + release,
                "/proc/modules");
    }

    boolean lockedUp() {
        return machine.sysctl("kernel.modules_disabled").filter("1"::equals).isPresent();
    }

    /** Another kernel of this machine that has the module. */
    Optional<String> otherRelease(String name) {
        return machine.list("/lib/modules").stream().filter(other -> !other.equals(release))
                .filter(other -> names(machine, "/lib/modules/" + other + "/modules.dep").contains(name))
                .reduce((_, last) -> last);
    }

    String release() {
        return release;
    }
}
