package io.arapaima.lvsctl;

import io.arapaima.ipc.PulseRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl switch-over}. */
@Command(name = "switch-over", mixinStandardHelpOptions = true, description = "Gives the active role to the partner, if that one is heard and fit.")
final class SwitchOverCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "For whoever looks later; it is told to the operators with your name.")
    private String reason = "";

    @Override
    public Integer call() throws IOException {
        return Answers.print(spec, hub.wish(new PulseRequest.SwitchOver(reason)));
    }
}
