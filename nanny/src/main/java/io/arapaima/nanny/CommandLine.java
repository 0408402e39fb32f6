package io.arapaima.nanny;

import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.ProgramOptions.ExitCode;
import io.arapaima.daemon.ProgramOptions.Option;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param mode what to do
 * @param hub lvs-manager's socket; set in mode {@link Mode#RUN}
 * @param plugins the plugins folders; at least one
 * @param state folder for private copies of plugins; empty = a temporary one
 * @param rest the words behind {@code --probe}
 */
record CommandLine(Mode mode, Optional<Path> hub, List<Path> plugins, Optional<Path> state, List<String> rest) {
    static final ProgramOptions OPTIONS = new ProgramOptions("nanny", "nanny",
            "The check engine; lvs-manager starts it. It lives as long as its conversation with lvs-manager does.",
            List.of("--hub=SOCKET --plugins=DIR... [--state-dir=DIR]", "--catalogue --plugins=DIR...",
                    "--list-plugins --plugins=DIR...", "--rehearse --plugins=DIR...",
                    "[--plugins=DIR...] --probe TYPE TARGET [OPTION=VALUE...]"),
            List.of(Option.value("--hub", "SOCKET", "lvs-manager's socket, lvs-manager.sock in its --run-dir."),
                    Option.value("--plugins", "DIR",
                            "A folder of plugins, or several with colons between them; may be given "
                                    + "several times. Without it, the system property arapaima.plugins names them."),
                    Option.value("--state-dir", "DIR",
                            "Where private copies of plugins go; default: a temporary folder."),
                    Option.flag("--catalogue", "Print the checks of all plugins as one line of JSON, and end."),
                    Option.flag("--list-plugins",
                            "Print the plugins with file, version, state and faults as one line of JSON, and end."),
                    Option.rest("--probe", "TYPE TARGET...",
                            "Run one check now. lvsctl probe does the same and tells more."),
                    Option.flag("--rehearse",
                            "Run some hundred checks against a server of its own that dies and comes back. "
                                    + "The launcher makes the start-up cache with it.")),
            List.of(new ExitCode(0, "ended by SIGTERM or SIGINT, or with its conversation; the probed server passed"),
                    new ExitCode(1, "the probed server failed"),
                    new ExitCode(ProgramOptions.WRONG_USAGE, "wrong usage"),
                    new ExitCode(3, "the machine lacks something; the probe says nothing of the server"),
                    new ExitCode(4, "a defect")));

    /** What can be asked for. */
    enum Mode {
        RUN, REHEARSE, CATALOGUE, LIST_PLUGINS, PROBE
    }

    /** The options that choose what to do; without any it runs. */
    private static final Map<String, Mode> MODES = Map.of("--rehearse", Mode.REHEARSE, "--catalogue", Mode.CATALOGUE,
            "--list-plugins", Mode.LIST_PLUGINS, "--probe", Mode.PROBE);

    /** Words that ask for nothing; the message says what to do. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static CommandLine of(ProgramOptions.Given given, Optional<String> defaultPlugins) throws UsageException {
        Mode mode = given.words().stream().map(word -> MODES.getOrDefault(word.name(), Mode.RUN))
                .filter(one -> one != Mode.RUN).reduce((_, later) -> later).orElse(Mode.RUN);
        List<String> plugins = given.all("--plugins");
        return new CommandLine(mode, given.last("--hub").map(Path::of),
                (plugins.isEmpty() ? defaultPlugins.stream().toList() : plugins).stream()
                        .flatMap(names -> folders(names).stream()).toList(),
                given.last("--state-dir").map(Path::of), given.rest()).complete();
    }

    /** Several folders have colons between them, as in a class path. */
    private static List<Path> folders(String names) {
        return Arrays.stream(names.split(File.pathSeparator)).filter(name -> !name.isEmpty()).map(Path::of).toList();
    }

    private CommandLine complete() throws UsageException {
        if (mode == Mode.RUN && hub.isEmpty()) {
            throw new UsageException(
                    "--hub SOCKET is missing; lvs-manager's socket is lvs-manager.sock in its --run-dir");
        }
        if (plugins.isEmpty()) {
            throw new UsageException("--plugins DIR is missing; name the folder that holds the plugin jars");
        }
        return this;
    }

    /** {@return the same with the socket of another hub} */
    CommandLine at(Path socket) {
        return new CommandLine(mode, Optional.of(socket), plugins, state, rest);
    }
}
