package io.arapaima.lvsctl;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl events}. */
@Command(name = "events", mixinStandardHelpOptions = true, description = "Shows what happened.")
final class EventsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS")
            .withZone(ZoneId.systemDefault());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = {"-n",
            "--last"}, paramLabel = "N", defaultValue = "20", description = "How many of the past, 0 to 1000 (default: ${DEFAULT-VALUE}).")
    private int last;

    @Option(names = {"-f", "--follow"}, description = "Go on with those that come.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (HubClient client = hub.connect()) {
            client.events(last, follow, event -> {
                out.println(json ? Json.write(event) : line(event));
                out.flush();
            });
            return 0;
        } catch (EOFException e) {
            throw new IOException("lvs-manager has gone", e);
        }
    }

    private static String line(Event event) {
        return TIME.format(event.at()) + " #" + event.seq() + " " + event.kind() + " " + event.line();
    }
}
