package io.arapaima.pulse;

import io.arapaima.ipc.HubReport;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.PrintableStream;
import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.Signals;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code pulse}: the heartbeat. Exit codes: 0 after SIGTERM or SIGINT, 1 the operator's mistake (Piranha: every error), 2 wrong
 * usage, 3 the machine lacks something or the stop was not clean, 255 lvs.cf switches this director off.
 */
public final class Main {
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
            ProgramOptions.Given given = Arguments.OPTIONS.read(List.of(words));
            if (Arguments.OPTIONS.answer(given, System.out).isPresent()) {
                return;
            }
            arguments = Arguments.of(given, System.getenv());
        } catch (IllegalArgumentException e) {
            System.exit(Arguments.OPTIONS.refuse(e, System.err));
            return;
        }
        switch (arguments.mode()) {
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
            Optional<Plan> plan = arguments.mode() == Arguments.Mode.RUN
                    ? Bystander.plan(() -> plan(arguments))
                    : plan(arguments);
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
    private static Optional<Plan> plan(Arguments arguments) throws IOException {
        Optional<HubReport.PairSettings> settings = ConfigReading.settings(arguments.configFile(), arguments.stateDir(),
                Main.class);
        return settings.isPresent() ? Optional.of(Plan.of(arguments, settings.get())) : Optional.empty();
    }
}
