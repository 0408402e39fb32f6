package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl push}. */
@Command(name = "push", mixinStandardHelpOptions = true, description = "Sends the lvs.cf in force to the partner, which judges it, keeps its own when there are errors or its serial number is newer, and takes it into use otherwise. Needs heartbeat_key.")
final class PushCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--force", description = "It counts whatever the serial number of the partner's file; a file with errors is refused all the same.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        return Answers.print(spec, hub.answer(new ConfigRequest.PushFile(force)));
    }
}
