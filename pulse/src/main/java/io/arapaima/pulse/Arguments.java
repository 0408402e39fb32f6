package io.arapaima.pulse;

import io.arapaima.daemon.ConfigPlace;
import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.ProgramOptions.ExitCode;
import io.arapaima.daemon.ProgramOptions.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line, Piranha's words included.
 *
 * @param configFile lvs.cf
 * @param runDir folder of sockets and pid file
 * @param stateDir folder of lvs-manager's state
 * @param self which of the directors this is, where the machine's addresses do not tell; empty = they do
 * @param hub program that is started as lvs-manager; empty = the suite's own
 * @param forceActive whether the role is taken at once
 * @param verbose passed on to lvs-manager
 * @param mode what to do
 */
record Arguments(Path configFile, Path runDir, Path stateDir, Optional<String> self, Optional<String> hub,
        boolean forceActive, boolean verbose, Mode mode) {
    static final ProgramOptions OPTIONS = new ProgramOptions("pulse", "pulse",
            "Decides with the other director which of them is active, and starts lvs-manager. It stays in the foreground.",
            List.of("[OPTION...]"),
            List.of(Option
                    .value("--configfile", "FILE",
                            "lvs.cf; default: " + ConfigPlace.PIRANHA + ", or " + ConfigPlace.OWN)
                    .or("-c"),
                    Option.value("--run-dir", "DIR",
                            "Sockets and pid file; default: $ARAPAIMA_RUN_DIR or /run/arapaima"),
                    Option.value("--state-dir", "DIR",
                            "State of lvs-manager; default: $ARAPAIMA_STATE_DIR or /var/lib/arapaima"),
                    Option.value("--self", "ADDRESS",
                            "Which director this is, where the addresses of the machine do not tell."),
                    Option.value("--lvs", "PATH", "The program that is started as lvs-manager.").or("--lvsd"),
                    Option.flag("--forceactive", "Take the role at once, whatever the partner says."),
                    Option.flag("--pair-settings", "Print what lvs.cf says about the pair, as JSON, and end."),
                    Option.flag("--test-start", "Print what a start would do, and do nothing.").or("-t", "--norun"),
                    Option.flag("--verbose", "Is passed on to lvs-manager.").or("-v"),
                    Option.flag("--nodaemon", "Has no effect: it is always so. Piranha had it.").or("-n"),
                    Option.value("--fos", "PATH", "Has no effect: lvs-manager does that work. Piranha had it.")),
            List.of(new ExitCode(0, "ended by SIGTERM or SIGINT"),
                    new ExitCode(1, "lvs.cf cannot be used, or there is nothing to do"),
                    new ExitCode(ProgramOptions.WRONG_USAGE, "wrong usage"),
                    new ExitCode(3, "the machine lacks something, or the stop was not clean"),
                    new ExitCode(4, "a defect"), new ExitCode(255, "lvs.cf switches this director off")));

    /** What to do. */
    enum Mode {
        RUN, TEST_START, PAIR_SETTINGS
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
                given.last("--self"), given.last("--lvs"), given.has("--forceactive"), given.has("--verbose"),
                mode(given));
    }

    private static Mode mode(ProgramOptions.Given given) {
        return given.has("--pair-settings")
                ? Mode.PAIR_SETTINGS
                : given.has("--test-start") ? Mode.TEST_START : Mode.RUN;
    }

    private static Path folder(ProgramOptions.Given given, String option, String usual) {
        return Path.of(given.last(option).orElse(usual));
    }
}
