package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl confirm}. */
@Command(name = "confirm", mixinStandardHelpOptions = true, description = "Keeps what lvsctl apply --confirm-within has taken into use.")
final class ConfirmCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Override
    public Integer call() throws IOException {
        return Answers.print(spec, hub.answer(new ConfigRequest.Confirm()));
    }
}
