package io.arapaima.pulse;

import io.arapaima.config.Directors;
import io.arapaima.config.HeartbeatProtocol;
import io.arapaima.config.LvsConfig;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.PrintableStream;
import io.arapaima.daemon.Signals;
import io.arapaima.daemon.Version;
import io.arapaima.ipc.Edition;
import io.arapaima.ipc.Message;
import io.arapaima.pulse.wire.SharedKey;
import java.io.IOException;
import java.net.InetAddress;
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
        PrintableStream.guardOutput();
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
            case PAIR_SETTINGS -> System.exit(ConfigReading.print(arguments.configFile(), arguments.stateDir()));
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
        Optional<Message.PairSettings> settings = ConfigReading.settings(arguments.configFile(), arguments.stateDir());
        return settings.isPresent() ? Optional.of(plan(arguments, settings.get())) : Optional.empty();
    }

    /**
     * What follows from an lvs.cf that was read, here or by the hub.
     *
     * @throws Refusal when this machine must not take the role, or there is nothing to take
     */
    static Plan plan(Arguments arguments, Message.PairSettings settings) throws IOException {
        LvsConfig config = ConfigReading.config(settings);
        if (config.inUse().isEmpty()) {
            throw Refusal.operators("no active " + config.service() + " services defined in "
                    + arguments.configFile());
        }
        Set<InetAddress> own = arguments.self().isPresent()
                ? Set.of(InetAddress.ofLiteral(arguments.self().get()))
                : Directors.of(config).own(Site.ownAddresses());
        Site site = site(arguments, config, own, settings.file());
        site.warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, w));
        return new Plan(config, site, key(config));
    }

    private static Site site(Arguments arguments, LvsConfig config, Set<InetAddress> own, Edition file) throws Refusal {
        try {
            return Site.of(config, own, file);
        } catch (Refusal e) {
            throw arguments.self().isPresent() && e.mayPass()
                    ? Refusal.wrongSelf(arguments.self().get(), Directors.of(config))
                    : e;
        }
    }

    private static Optional<SharedKey> key(LvsConfig config) throws IOException {
        return config.heartbeat().key().isPresent() && config.heartbeat().protocol() == HeartbeatProtocol.ARAPAIMA
                ? Optional.of(SharedKey.read(java.nio.file.Path.of(config.heartbeat().key().get())))
                : Optional.empty();
    }
}
