package io.arapaima.lvsctl;

import io.arapaima.ipc.PulseRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl maintenance on|off}. */
@Command(name = "maintenance", mixinStandardHelpOptions = true, description = "on: gives the role to a partner that is fit and does not take it again, even after a restart and even if the partner dies. off: ends that.")
final class MaintenanceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    /** Whether it begins or ends. */
    enum Wish {
        ON, OFF
    }

    @Parameters(index = "0", paramLabel = "on|off", description = "Begin or end.")
    private Wish wish = Wish.OFF;

    @Parameters(index = "1..*", paramLabel = "REASON", description = "For whoever looks later, shown by lvsctl pulse and lvsctl status.")
    private List<String> reason = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "The same, as other commands take it.")
    private String why = "";

    @Override
    public Integer call() throws IOException {
        return Answers.print(spec,
                hub.wish(
                        new PulseRequest.Maintenance(wish == Wish.ON, (String.join(" ", reason) + " " + why).strip())));
    }
}
