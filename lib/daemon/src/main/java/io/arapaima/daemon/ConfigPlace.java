package io.arapaima.daemon;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where lvs.cf lies when nobody says so: where Piranha had it, and where that is missing with the suite's other files. */
public final class ConfigPlace {
    /** Piranha's place, and the one that is named where there is no file at all. */
    public static final String PIRANHA = "/etc/sysconfig/ha/lvs.cf";
    /** The place beside the suite's other files. */
    public static final String OWN = "/etc/arapaima/lvs.cf";

    private ConfigPlace() {}

    /** {@return the file of this machine; Piranha's place where there is none} */
    public static Path here() {
        return of(Path.of("/"));
    }

    static Path of(Path root) {
        Path piranha = root.resolve(PIRANHA.substring(1));
        Path own = root.resolve(OWN.substring(1));
        return Files.notExists(piranha) && Files.exists(own) ? own : piranha;
    }
}
