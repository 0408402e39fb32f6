package io.arapaima.nanny;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param mode what to do
 * @param hub lvs-manager's socket; set in mode {@link Mode#RUN}
 * @param plugins the plugins folders; at least one unless the mode is {@link Mode#VERSION} or {@link Mode#HELP}
 * @param state folder for private copies of plugins; empty = a temporary one
 * @param rest the words behind {@code --probe}
 */
record CommandLine(Mode mode, Optional<Path> hub, List<Path> plugins, Optional<Path> state, List<String> rest) {
    static final String USAGE = """
            usage: nanny --hub SOCKET --plugins DIR [--plugins DIR ...] [--state-dir DIR]
                   nanny --catalogue --plugins DIR [--plugins DIR ...]
                   nanny --list-plugins --plugins DIR [--plugins DIR ...]
                   nanny [--plugins DIR ...] --probe TYPE TARGET [OPTION=VALUE ...] [--timeout TIME]
                         [--connect-timeout TIME] [--transport tcp|udp|sctp] [--json]
                   nanny --rehearse --plugins DIR [--plugins DIR ...]
                   nanny --version

            The check engine; lvs-manager starts it. DIR may be several folders with colons between them; without
            --plugins, the system property arapaima.plugins names them. --catalogue prints the checks of all plugins as one line of JSON; --list-plugins prints them with
            file, version, state and faults. --probe runs one check now; lvsctl probe does the same and tells more.
            --rehearse runs a few hundred checks against a server of its own that dies and comes back; the launcher makes
            the start-up cache with it.
            """;

    /** What can be asked for. */
    enum Mode {
        RUN, REHEARSE, CATALOGUE, LIST_PLUGINS, PROBE, VERSION, HELP
    }

    /** Words that ask for nothing; the message says what to do. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static CommandLine parse(List<String> words, Optional<String> defaultPlugins) throws UsageException {
        var mode = Mode.RUN;
        Optional<Path> hub = Optional.empty();
        Optional<Path> state = Optional.empty();
        List<Path> plugins = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            switch (word) {
                case "--hub" -> hub = Optional.of(path(word, left));
                case "--plugins" -> plugins.addAll(folders(path(word, left).toString()));
                case "--state-dir" -> state = Optional.of(path(word, left));
                case "--rehearse" -> mode = Mode.REHEARSE;
                case "--catalogue" -> mode = Mode.CATALOGUE;
                case "--list-plugins" -> mode = Mode.LIST_PLUGINS;
                case "--probe" -> {
                    mode = Mode.PROBE;
                    rest.addAll(left);
                    left.clear();
                }
                case "--version" -> mode = Mode.VERSION;
                case "--help" -> mode = Mode.HELP;
                default -> throw new UsageException("unknown option " + word + "; --help lists what there is");
            }
        }
        if (plugins.isEmpty()) {
            defaultPlugins.ifPresent(names -> plugins.addAll(folders(names)));
        }
        return new CommandLine(mode, hub, List.copyOf(plugins), state, List.copyOf(rest)).complete();
    }

    /** Several folders have colons between them, as in a class path. */
    private static List<Path> folders(String names) {
        return Arrays.stream(names.split(File.pathSeparator)).filter(name -> !name.isEmpty()).map(Path::of).toList();
    }

    private CommandLine complete() throws UsageException {
        if (mode == Mode.RUN && hub.isEmpty()) {
            throw new UsageException("--hub SOCKET is missing; lvs-manager's socket is hub.sock in its --run-dir");
        }
        if (mode != Mode.VERSION && mode != Mode.HELP && plugins.isEmpty()) {
            throw new UsageException("--plugins DIR is missing; name the folder that holds the plugin jars");
        }
        return this;
    }

    /** {@return the same with the socket of another hub} */
    CommandLine at(Path socket) {
        return new CommandLine(mode, Optional.of(socket), plugins, state, rest);
    }

    private static Path path(String option, Deque<String> left) throws UsageException {
        if (left.isEmpty() || left.getFirst().startsWith("--")) {
            throw new UsageException(option + " needs a path after it");
        }
        return Path.of(left.removeFirst());
    }
}
