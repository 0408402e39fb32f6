package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl reload}. */
@Command(name = "reload", mixinStandardHelpOptions = true, description = "Reads lvs.cf again and applies every difference in place; a bad file changes nothing.")
final class ReloadCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Override
    public Integer call() throws IOException {
        return Answers.print(spec, hub.answer(new ConfigRequest.Reload()));
    }
}
