package io.arapaima.manager;

import io.arapaima.daemon.ConfigPlace;
import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.ProgramOptions.ExitCode;
import io.arapaima.daemon.ProgramOptions.Option;
import io.arapaima.ipc.reason.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line. Piranha's lvsd options are understood; what they asked for beyond {@code -c} and {@code -t} is what
 * always happens here.
 *
 * @param configFile lvs.cf
 * @param runDir folder of sockets and pid file
 * @param stateDir folder of state, journal and mail spool
 * @param role what this director is in its pair; empty = what pulse says
 * @param mode what to do
 */
record Arguments(Path configFile, Path runDir, Path stateDir, Optional<Role> role, Mode mode) {
    static final ProgramOptions OPTIONS = new ProgramOptions("lvs-manager", "lvs",
            "Makes the data plane match lvs.cf, the checks and the role, and tells operators. pulse starts it where there are "
                    + "two directors. It stays in the foreground.",
            List.of("[OPTION...]"),
            List.of(Option
                    .value("--configfile", "FILE",
                            "lvs.cf; default: " + ConfigPlace.PIRANHA + ", or " + ConfigPlace.OWN)
                    .or("-c"),
                    Option.value("--run-dir", "DIR",
                            "Sockets and pid file; default: $ARAPAIMA_RUN_DIR or /run/arapaima"),
                    Option.value("--state-dir", "DIR",
                            "State, journal, mail spool; default: $ARAPAIMA_STATE_DIR or /var/lib/arapaima"),
                    Option.value("--role", "ROLE",
                            "active, which is the default; standby: the table, but no addresses; "
                                    + "pulse: as pulse says, which started this program, and the end when pulse is gone."),
                    Option.flag("--test-start", "Print what the table would be with every server up, and do nothing.")
                            .or("-t"),
                    Option.flag("--nodaemon", "Has no effect: it is always so. Piranha's lvsd had it.")
                            .or("-n", "--nofork"),
                    Option.flag("--verbose", "Has no effect: everything is told. Piranha's lvsd had it.").or("-v")),
            List.of(new ExitCode(0, "ended by SIGTERM or SIGINT"), new ExitCode(1, "lvs.cf cannot be used"),
                    new ExitCode(ProgramOptions.WRONG_USAGE, "wrong usage"),
                    new ExitCode(3, "the machine lacks something, or the stop was not clean"),
                    new ExitCode(4, "a defect")));

    /** What to do. */
    enum Mode {
        RUN, TEST_START
    }

    /**
     * Takes what the command line gave.
     *
     * @throws IllegalArgumentException one sentence about what is wrong with it
     */
    static Arguments of(ProgramOptions.Given given, Map<String, String> environment) {
        return new Arguments(given.last("--configfile").map(Path::of).orElseGet(ConfigPlace::here),
                folder(given, "--run-dir", environment.getOrDefault("ARAPAIMA_RUN_DIR", "/run/arapaima")),
                folder(given, "--state-dir", environment.getOrDefault("ARAPAIMA_STATE_DIR", "/var/lib/arapaima")),
                role(given.last("--role").orElse("active")), given.has("--test-start") ? Mode.TEST_START : Mode.RUN);
    }

    private static Path folder(ProgramOptions.Given given, String option, String usual) {
        return Path.of(given.last(option).orElse(usual));
    }

    private static Optional<Role> role(String word) {
        return switch (word) {
            case "active" -> Optional.of(Role.ACTIVE);
            case "standby" -> Optional.of(Role.STANDBY);
            case "pulse" -> Optional.empty();
            default -> throw new IllegalArgumentException(
                    "bad argument --role=" + word + ": write active, standby or pulse");
        };
    }
}
