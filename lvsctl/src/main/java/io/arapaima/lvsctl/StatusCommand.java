package io.arapaima.lvsctl;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl status}. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows the table as ipvsadm -Ln does, with state, age and reason of every real server.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--json", description = "Everything as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        DirectorSnapshot snapshot = hub.snapshot();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(snapshot));
            return 0;
        }
        out.println(StatusTable.of(snapshot, hub.pulseTroubles(), Instant.now()));
        hub.waitingConfig().ifPresent(waiting -> out.println("lvs.cf: " + waiting));
        return 0;
    }
}
