package io.arapaima.pulse;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
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
    static final String USAGE = """
            usage: pulse [OPTION...]
              -c, --configfile=FILE  lvs.cf (default: /etc/sysconfig/ha/lvs.cf)
              --run-dir=DIR          sockets and pid file (default: $ARAPAIMA_RUN_DIR or /run/arapaima)
              --state-dir=DIR        lvs-manager's state (default: $ARAPAIMA_STATE_DIR or /var/lib/arapaima)
              --self=ADDRESS         which director this is, where the machine's addresses do not tell
              --lvs=PATH, --lvsd=PATH  what is started as lvs-manager
              --forceactive          take the role at once
              --pair-settings        print what lvs.cf says about the pair, as JSON, and end
              -t, --test-start, --norun  print what would be done, and do nothing
              -v, --verbose          passed on to lvs-manager
              -n, --nodaemon, --fos=PATH   accepted as Piranha did; always in the foreground
              --version, --help""";

    /** What to do. */
    enum Mode {
        RUN, TEST_START, PAIR_SETTINGS, VERSION, HELP
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException one sentence about what is wrong with it
     */
    static Arguments parse(List<String> words, Map<String, String> environment) {
        Path config = Path.of("/etc/sysconfig/ha/lvs.cf");
        Path run = Path.of(environment.getOrDefault("ARAPAIMA_RUN_DIR", "/run/arapaima"));
        Path state = Path.of(environment.getOrDefault("ARAPAIMA_STATE_DIR", "/var/lib/arapaima"));
        Optional<String> self = Optional.empty();
        Optional<String> hub = Optional.empty();
        boolean force = false;
        boolean verbose = false;
        Mode mode = Mode.RUN;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            if (equals > 0) {
                left.addFirst(word.substring(equals + 1));
                word = word.substring(0, equals);
            }
            switch (word) {
                case "-c", "--configfile" -> config = Path.of(value(word, left));
                case "--run-dir" -> run = Path.of(value(word, left));
                case "--state-dir" -> state = Path.of(value(word, left));
                case "--self" -> self = Optional.of(value(word, left));
                case "--lvs", "--lvsd" -> hub = Optional.of(value(word, left));
                case "--fos" -> value(word, left);
                case "--forceactive" -> force = true;
                case "-t", "--test-start", "--norun" -> mode = Mode.TEST_START;
                case "--pair-settings" -> mode = Mode.PAIR_SETTINGS;
                case "-v", "--verbose" -> verbose = true;
                case "-n", "--nodaemon" -> {
                }
                case "--version" -> mode = Mode.VERSION;
                case "-?", "--help", "--usage" -> mode = Mode.HELP;
                default -> throw new IllegalArgumentException(
                        word.startsWith("-") ? "bad argument " + word + ": unknown option" : "unexpected arguments");
            }
        }
        return new Arguments(config, run, state, self, hub, force, verbose, mode);
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("bad argument " + option + ": missing argument");
        }
        return left.removeFirst();
    }
}
