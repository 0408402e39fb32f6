package io.arapaima.web;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.ProgramOptions.ExitCode;
import io.arapaima.daemon.ProgramOptions.Given;
import io.arapaima.daemon.ProgramOptions.Option;
import java.net.InetSocketAddress;
import java.nio.file.Path;
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
    private static final int PORT = 3636;
    private static final int MOST_PORT = 65_535;
    static final ProgramOptions OPTIONS = new ProgramOptions("web-ui", "web-ui",
            "The console of a director in the browser, and its API, over HTTPS. passwd sets a password, typed twice or from standard input; USER is "
                    + "piranha by default. code prints a one-time code that makes an administrator, good for 30 minutes. "
                    + "certificate makes the certificate where there is none.",
            List.of("[OPTION]...", "passwd [USER] [--role=ROLE]", "code", "certificate"),
            List.of(Option.value("--listen", "[ADDRESS:]PORT", "Where to listen; default: port " + PORT
                    + " of every address."),
                    Option.value("--certificate", "FILE", "PEM file with a private key, its certificate and what has "
                            + "signed it; default: web-ui.pem of the state folder, made at the first start."),
                    Option.value("--role", "ROLE", "For passwd: viewer, operator, editor or administrator; a new user "
                            + "is administrator by default."),
                    Option.value("--run-dir", "DIR", "Sockets of the director; default: $ARAPAIMA_RUN_DIR or "
                            + "/run/arapaima."),
                    Option.value("--state-dir", "DIR", "Users, tokens, certificate; default: $ARAPAIMA_WEB_STATE_DIR "
                            + "or /var/lib/arapaima-web.")),
            List.of(new ExitCode(0, "ended as it was told"),
                    new ExitCode(ErrorKind.OPERATOR.exitCode(), "a wish that cannot be fulfilled"),
                    new ExitCode(ProgramOptions.WRONG_USAGE, "wrong usage"),
                    new ExitCode(ErrorKind.ENVIRONMENT.exitCode(), "the machine lacks something")));

    /** What to do. */
    enum Command {
        SERVE, PASSWD, CODE, CERTIFICATE
    }

    /** A command and, of passwd, a user. */
    static Given read(List<String> words) {
        return OPTIONS.read(words, 2);
    }

    /**
     * Understands a command line.
     *
     * @throws IllegalArgumentException one sentence about what is wrong with it
     */
    static Arguments of(Given given, Map<String, String> environment) {
        Command command = given.rest().isEmpty() ? Command.SERVE : named(given.rest().getFirst());
        List<String> operands = given.rest().stream().skip(1).toList();
        if (command != Command.PASSWD && !operands.isEmpty()) {
            throw new IllegalArgumentException("unexpected arguments");
        }
        return new Arguments(command, operands,
                Path.of(given.last("--run-dir").orElse(environment.getOrDefault("ARAPAIMA_RUN_DIR", "/run/arapaima"))),
                Path.of(given.last("--state-dir")
                        .orElse(environment.getOrDefault("ARAPAIMA_WEB_STATE_DIR", "/var/lib/arapaima-web"))),
                given.last("--listen").map(Arguments::address).orElse(new InetSocketAddress("0.0.0.0", PORT)),
                given.last("--certificate").map(Path::of), given.last("--role").orElse(""));
    }

    private static Command named(String word) {
        return switch (word) {
            case "passwd" -> Command.PASSWD;
            case "code" -> Command.CODE;
            case "certificate" -> Command.CERTIFICATE;
            default -> throw new IllegalArgumentException("bad argument " + word + ": unknown command");
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

    Path certificateFile() {
        return certificate.orElse(stateDir.resolve("web-ui.pem"));
    }
}
