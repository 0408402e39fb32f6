package io.arapaima.doctor;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A running lvs-manager, if there is one: what it may do counts, not what this command may.
 *
 * @param runDir folder of its pid file {@code lvs.pid}
 */
record Hub(Path runDir) {
    /** The hub's process id in /proc; empty when it does not run. */
    Optional<String> pid(Machine machine) {
        return machine.read(runDir.toAbsolutePath() + "/lvs.pid").filter(pid -> pid.matches("\\d{1,10}"))
                .filter(pid -> machine.exists("/proc/" + pid + "/status"));
    }

    /** The hub's folder in /proc, or this process's own. */
    String process(Machine machine) {
        return pid(machine).orElse("self");
    }
}
