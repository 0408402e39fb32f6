package io.arapaima.pulse;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HeartbeatProtocol;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.ReadResult;
import io.arapaima.ipc.ErrorKind;
import io.arapaima.ipc.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code pulse}: the heartbeat. Exit codes: 0 after a signal, 1 the operator's mistake (Piranha: every error), 2 wrong usage,
 * 3 the machine lacks something.
 */
public final class Main {
    private static final System.Logger LOG = System.getLogger("pulse");

    private Main() {}

    /**
     * Starts the heartbeat and stays until SIGTERM or SIGINT.
     *
     * @param words the command line, see {@code --help}
     */
    public static void main(String[] words) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(List.of(words), System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("pulse: " + e.getMessage() + "\n" + Arguments.USAGE);
            System.exit(2);
            return;
        }
        switch (arguments.mode()) {
            case VERSION -> System.out.println("pulse " + Version.TEXT + " (Arapaima)");
            case HELP -> System.out.println(Arguments.USAGE);
            case TEST_START, RUN -> begin(arguments);
        }
    }

    private static void begin(Arguments arguments) {
        try {
            Optional<Plan> plan = plan(arguments);
            if (plan.isEmpty()) {
                System.exit(ErrorKind.OPERATOR.exitCode());
            } else if (arguments.mode() == Arguments.Mode.TEST_START) {
                plan.get().print(System.out);
            } else {
                Pulse.start(arguments, plan.get());
            }
        } catch (IOException e) {
            System.err.println("pulse: " + e.getMessage());
            System.exit(ErrorKind.ENVIRONMENT.exitCode());
        }
    }

    /** Reads everything anew; empty when lvs.cf cannot be used, which is told. */
    static Optional<Plan> plan(Arguments arguments) throws IOException {
        // Piranha knew bytes, not characters.
        String text = Files.readString(arguments.configFile(), StandardCharsets.ISO_8859_1);
        ReadResult result = LvsConfReader.read(text, CheckCatalogue.UNKNOWN, HostResolver.system());
        Optional<LvsConfig> config = result.config();
        if (config.isEmpty()) {
            result.problems().forEach(p -> System.err.println("pulse: error parsing " + arguments.configFile()
                    + " at line " + p.line() + ": " + p.message()));
            return Optional.empty();
        }
        Set<InetAddress> own = arguments.self().isPresent()
                ? Set.of(InetAddress.ofLiteral(arguments.self().get()))
                : Site.ownAddresses();
        Site site = Site.of(config.get(), own, text);
        site.warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, w));
        return Optional.of(new Plan(config.get(), site, key(config.get())));
    }

    private static Optional<SharedKey> key(LvsConfig config) throws IOException {
        return config.heartbeat().key().isPresent() && config.heartbeat().protocol() == HeartbeatProtocol.ARAPAIMA
                ? Optional.of(SharedKey.read(java.nio.file.Path.of(config.heartbeat().key().get())))
                : Optional.empty();
    }
}
