package io.arapaima.manager;

import io.arapaima.ipc.Role;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
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
    static final String USAGE = """
            usage: lvs-manager [OPTION...]
              -c, --configfile=FILE  lvs.cf (default: /etc/sysconfig/ha/lvs.cf)
              --run-dir=DIR          sockets and pid file (default: $ARAPAIMA_RUN_DIR or /run/arapaima)
              --state-dir=DIR        state, journal, mail spool (default: $ARAPAIMA_STATE_DIR or /var/lib/arapaima)
              --role=ROLE            active (default); standby: the table, but no addresses; pulse: what pulse says,
                                     who started this program, and the end when pulse is gone
              -t, --test-start       print what the table would be with every server up, and do nothing
              -n, --nodaemon, --nofork, -v, --verbose   accepted as Piranha's lvsd did; always in the foreground
              --version, --help""";

    /** What to do. */
    enum Mode {
        RUN, TEST_START, VERSION, HELP
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
        Optional<Role> role = Optional.of(Role.ACTIVE);
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
                case "--role" -> role = role(value(word, left));
                case "-t", "--test-start" -> mode = Mode.TEST_START;
                case "--version" -> mode = Mode.VERSION;
                case "-?", "--help", "--usage" -> mode = Mode.HELP;
                case "-n", "--nodaemon", "--nofork", "-v", "--verbose" -> {
                }
                default -> throw new IllegalArgumentException("bad argument " + word + ": unknown option");
            }
        }
        return new Arguments(config, run, state, role, mode);
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

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("bad argument " + option + ": missing argument");
        }
        return left.removeFirst();
    }
}
