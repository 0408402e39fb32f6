package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.PulseText;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.PulseSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl pulse}. */
@Command(name = "pulse", mixinStandardHelpOptions = true, description = "Shows which director has the role and why, the partner over each path, and how late heartbeats have been.")
final class PulseCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--json", description = "Everything as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PulseSnapshot snapshot = hub.pulse();
        spec.commandLine().getOut().println(json ? Json.write(snapshot) : PulseText.of(snapshot, Instant.now()));
        return 0;
    }
}
