package io.arapaima.pulse;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.Directors;
import io.arapaima.config.HeartbeatProtocol;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.ReadResult;
import io.arapaima.ipc.ErrorKind;
import io.arapaima.ipc.Signals;
import io.arapaima.ipc.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code pulse}: the heartbeat. Exit codes: 0 after SIGTERM or SIGINT, 1 the operator's mistake (Piranha: every error), 2 wrong
 * usage, 3 the machine lacks something or the stop was not clean, 255 lvs.cf switches this director off.
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
            case TEST_START -> begin(arguments);
            case RUN -> {
                Signals.ending("pulse", () -> true, System::exit); // nothing is started yet
                begin(arguments);
            }
        }
    }

    private static void begin(Arguments arguments) {
        try {
            Optional<Plan> plan = arguments.mode() == Arguments.Mode.RUN ? Bystander.plan(arguments) : plan(arguments);
            if (plan.isEmpty()) {
                System.exit(ErrorKind.OPERATOR.exitCode());
            } else if (arguments.mode() == Arguments.Mode.TEST_START) {
                plan.get().print(System.out);
            } else {
                Pulse.start(arguments, plan.get(), System::exit);
            }
        } catch (Refusal e) {
            System.err.println("pulse: " + e.getMessage());
            System.exit(e.exitCode());
        } catch (IOException e) {
            System.err.println("pulse: " + e.getMessage());
            System.exit(ErrorKind.ENVIRONMENT.exitCode());
        }
    }

    /**
     * Reads everything anew; empty when lvs.cf cannot be used, which is told.
     *
     * @throws Refusal when this machine must not take the role, or there is nothing to take
     */
    static Optional<Plan> plan(Arguments arguments) throws IOException {
        String text = text(arguments.configFile());
        ReadResult result = LvsConfReader.read(text, CheckCatalogue.UNKNOWN, HostResolver.system());
        Optional<LvsConfig> config = result.config();
        if (config.isEmpty()) {
            result.problems().forEach(p -> System.err.println("pulse: error parsing " + arguments.configFile()
                    + " at line " + p.line() + ": " + p.message()));
            return Optional.empty();
        }
        if (config.get().inUse().isEmpty()) {
            throw Refusal.operators("no active " + config.get().service() + " services defined in "
                    + arguments.configFile());
        }
        Set<InetAddress> own = arguments.self().isPresent()
                ? Set.of(InetAddress.ofLiteral(arguments.self().get()))
                : Directors.of(config.get()).own(Site.ownAddresses());
        Site site = site(arguments, config.get(), own, text);
        site.warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, w));
        return Optional.of(new Plan(config.get(), site, key(config.get())));
    }

    private static Site site(Arguments arguments, LvsConfig config, Set<InetAddress> own, String text) throws Refusal {
        try {
            return Site.of(config, own, text);
        } catch (Refusal e) {
            throw arguments.self().isPresent() && e.mayPass()
                    ? Refusal.wrongSelf(arguments.self().get(), Directors.of(config))
                    : e;
        }
    }

    private static String text(java.nio.file.Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1); // Piranha knew bytes, not characters
        } catch (NoSuchFileException e) {
            throw Refusal.operators("failed to open " + file, e);
        }
    }

    private static Optional<SharedKey> key(LvsConfig config) throws IOException {
        return config.heartbeat().key().isPresent() && config.heartbeat().protocol() == HeartbeatProtocol.ARAPAIMA
                ? Optional.of(SharedKey.read(java.nio.file.Path.of(config.heartbeat().key().get())))
                : Optional.empty();
    }
}
