package io.arapaima.web;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param command what to do; {@code serve} when nothing is said
 * @param operands of the command
 * @param runDir folder of the daemons' sockets
 * @param stateDir folder of users, certificate and one-time code
 * @param listen where
 * @param certificate PEM file of a site; empty = the one in the state folder
 * @param role that a user gets
 */
record Arguments(Command command, List<String> operands, Path runDir, Path stateDir, InetSocketAddress listen,
        Optional<Path> certificate, String role) {
    static final String USAGE = """
            usage: web-ui [OPTION...]           serves the API on HTTPS
                   web-ui passwd [USER]         sets a password, typed twice or from standard input; USER is piranha by default
                   web-ui code                  prints a one-time code that makes an administrator, good for 30 minutes
                   web-ui certificate           makes the certificate where there is none
              --listen=[ADDRESS:]PORT  where (default: port 3636 of every address)
              --certificate=FILE       PEM file with a private key, its certificate and what has signed it
                                       (default: web-ui.pem of the state folder, made at the first start)
              --role=ROLE              for passwd: viewer, operator, editor or administrator; a new user is administrator by default
              --run-dir=DIR            sockets of the director (default: $ARAPAIMA_RUN_DIR or /run/arapaima)
              --state-dir=DIR          users, tokens, certificate (default: $ARAPAIMA_WEB_STATE_DIR or /var/lib/arapaima-web)
              --version, --help""";
    private static final int PORT = 3636;
    private static final int MOST_PORT = 65_535;

    /** What to do. */
    enum Command {
        SERVE, PASSWD, CODE, CERTIFICATE, VERSION, HELP
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException one sentence about what is wrong with it
     */
    static Arguments parse(List<String> words, Map<String, String> environment) {
        Path run = Path.of(environment.getOrDefault("ARAPAIMA_RUN_DIR", "/run/arapaima"));
        Path state = Path.of(environment.getOrDefault("ARAPAIMA_WEB_STATE_DIR", "/var/lib/arapaima-web"));
        var listen = new InetSocketAddress("0.0.0.0", PORT);
        Optional<Path> certificate = Optional.empty();
        String role = "";
        Command command = Command.SERVE;
        List<String> operands = new ArrayList<>();
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            if (equals > 0) {
                left.addFirst(word.substring(equals + 1));
                word = word.substring(0, equals);
            }
            switch (word) {
                case "--run-dir" -> run = Path.of(value(word, left));
                case "--state-dir" -> state = Path.of(value(word, left));
                case "--listen" -> listen = address(value(word, left));
                case "--certificate" -> certificate = Optional.of(Path.of(value(word, left)));
                case "--role" -> role = value(word, left);
                case "--version" -> command = Command.VERSION;
                case "--help" -> command = Command.HELP;
                default -> {
                    Optional<Command> named = named(word);
                    if (command == Command.SERVE && named.isPresent()) {
                        command = named.get();
                    } else if (command == Command.PASSWD && !word.startsWith("-") && operands.isEmpty()) {
                        operands.add(word);
                    } else {
                        throw new IllegalArgumentException("bad argument " + word + ": unknown option or command");
                    }
                }
            }
        }
        return new Arguments(command, List.copyOf(operands), run, state, listen, certificate, role);
    }

    private static Optional<Command> named(String word) {
        return switch (word) {
            case "passwd" -> Optional.of(Command.PASSWD);
            case "code" -> Optional.of(Command.CODE);
            case "certificate" -> Optional.of(Command.CERTIFICATE);
            default -> Optional.empty();
        };
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        String host = colon < 0 ? "0.0.0.0" : text.substring(0, colon).replaceAll("[\\[\\]]", "");
        int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : MOST_PORT + 1;
        if (number > MOST_PORT || !host.matches("[0-9A-Fa-f.:]+")) {
            throw new IllegalArgumentException(
                    "bad argument --listen=" + text + ": write PORT or ADDRESS:PORT, for example 10.0.0.1:3636");
        }
        return new InetSocketAddress(host, number);
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("bad argument " + option + ": missing argument");
        }
        return left.removeFirst();
    }

    Path certificateFile() {
        return certificate.orElse(stateDir.resolve("web-ui.pem"));
    }
}
